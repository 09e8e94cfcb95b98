#!/usr/bin/env bash
# Draw the README's pictures from the demo's outputs: make pictures.
# Needs LibreOffice, Chromium and pdftoppm, and what make demo has made.
# PICTURES, DEMO and PYTHON name other places for the pictures, the outputs and Python.
set -euo pipefail
cd "$(dirname "$0")/.."
pictures=$(realpath "${PICTURES:-docs/images}")
month=$(realpath "${DEMO:-demo}/output/2022-05")
python=${PYTHON:-.venv/bin/python}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

office() { # workbook: its PDF into scratch
  soffice "-env:UserInstallation=file://$scratch/office" --headless \
    --convert-to pdf --outdir "$scratch" "$1" >/dev/null
}
browser() { # Chromium's own arguments, and a page
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync \
    --user-data-dir="$scratch/chromium" "$@" 2>/dev/null
}
page() { # pdf in scratch, page, picture
  pdftoppm -r "${4:-110}" -f "$2" -l "$2" -png -singlefile "$scratch/$1.pdf" "$pictures/$3"
}
titled() { # pdf in scratch, what the first page of a sheet begins with, picture
  local number
  number=$(pdftotext -layout "$scratch/$1.pdf" - | awk -v RS='\f' -v title="$2" \
    '{ sub(/^[ \n]+/, "") } !found && index($0, title) == 1 { found = NR } END { print found + 0 }')
  if [ "$number" -eq 0 ]; then
    echo "$1 has no sheet titled “$2”" >&2
    return 1
  fi
  page "$1" "$number" "$3"
}
national() { # the title of a sheet of the national workbook in English, picture
  local title
  title=$("$python" -X utf8 -c 'import sys; from tilannekuva.i18n.words import Words
print(Words("fi", "workbook")(sys.argv[1]))' "$1")
  titled tilannekuva-2022-05 "$title" "$2"
}
shot() { # page, width, height, picture
  browser --window-size="$2,$3" --screenshot="$pictures/$4.png" "file://$1"
}
phone() { # page, picture: 390 by 844 pixels in a frame, since not every window can be so narrow
  printf '%s' '<!doctype html><meta charset="utf-8"><style>body{margin:0;background:#e9edf1}' \
    'iframe{display:block;width:390px;height:844px;margin:24px auto;background:#fff;' \
    'border:1px solid #8a949e;border-radius:12px}</style>' \
    "<iframe src=\"file://$1\"></iframe>" >"$scratch/phone.html"
  shot "$scratch/phone.html" 500 894 "$2"
}
printed() { # page, picture: the first page on A4
  browser --no-pdf-header-footer --print-to-pdf="$scratch/$2.pdf" "file://$1"
  page "$2" 1 "$2"
}

office "sample_workbooks/inbox/tilannekuva-2022-05-02-fi.xlsx"
page tilannekuva-2022-05-02-fi 1 form-cover
titled tilannekuva-2022-05-02-fi "HT · " form-group

office "$month/replies/10/tilannekuva-2022-05-10.xlsx"
page tilannekuva-2022-05-10 1 reply-workbook

office "$month/tilannekuva-2022-05.xlsx"
page tilannekuva-2022-05 1 workbook-summary
national "Changes since last month" workbook-changes
national "Completed share by region and preparation group" workbook-heat-map
national "Critical subtasks by region" workbook-matrix

shot "$month/briefings/10-fi.html" 1280 1000 briefing-pack
phone "$month/briefings/10-fi.html" briefing-pack-phone
printed "$month/briefings/10-fi.html" briefing-pack-a4
shot "$month/briefings/index.html" 1280 1080 index
