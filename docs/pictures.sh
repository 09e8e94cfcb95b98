#!/usr/bin/env bash
# Draw the README's pictures from the demo's outputs: make pictures.
# Needs LibreOffice, Chromium and pdftoppm; run make demo first.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
month=demo/output/2022-05

page() { # pdf, page, picture
  pdftoppm -r 110 -f "$2" -l "$2" -png -singlefile "$1" "docs/images/$3"
}
shot() { # html, height, picture
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync \
    --user-data-dir="$scratch/chromium" --window-size="1280,$2" \
    --screenshot="docs/images/$3.png" "file://$PWD/$1" 2>/dev/null
}

office() { soffice "-env:UserInstallation=file://$scratch/office" --headless \
  --convert-to pdf --outdir "$scratch" "$1" >/dev/null; }

office "$month/tilannekuva-2022-05.xlsx"
page "$scratch/tilannekuva-2022-05.pdf" 1 workbook-summary
page "$scratch/tilannekuva-2022-05.pdf" 4 workbook-heat-map
office "sample_workbooks/inbox/tilannekuva-2022-05-02-fi.xlsx"
page "$scratch/tilannekuva-2022-05-02-fi.pdf" 1 form-cover
page "$scratch/tilannekuva-2022-05-02-fi.pdf" 2 form-group
office "$month/replies/10/tilannekuva-2022-05-10.xlsx"
page "$scratch/tilannekuva-2022-05-10.pdf" 1 reply-workbook
shot "$month/briefings/10-fi.html" 1330 briefing-pack
shot "$month/briefings/index.html" 1080 index
