"""Put a message into files: one that a mail program opens unsent, and one to paste from."""

import hashlib
from email.charset import QP, Charset
from email.header import Header
from email.message import Message as Part
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32

from tilannekuva.i18n.words import Words
from tilannekuva.publish.replies.letter import Enclosed
from tilannekuva.publish.replies.message import Message

_WORKBOOK = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UTF_8 = Charset("utf-8")
_UTF_8.body_encoding = QP
_AS_SENT = compat32.clone(linesep="\r\n")
_BYTE_ORDER_MARK = "\ufeff"
_LONGEST_LINE = 75
_DIGITS = 32


def eml_bytes(message: Message, enclosed: Enclosed | None) -> bytes:
    """Return a message as an ``.eml`` file, which opens as a draft with its workbook attached.

    It carries no date, no id and no sender: the mail program puts in its own. The same message
    gives the same bytes.
    """
    text = MIMEText(message.body, "plain", _UTF_8)  # type: ignore[arg-type] # it takes a charset
    mail: Part = text
    if enclosed is not None:
        workbook = MIMEApplication(enclosed.content, _WORKBOOK)
        workbook.add_header("Content-Disposition", "attachment", filename=enclosed.name)
        digest = hashlib.sha256(message.body.encode() + enclosed.content).hexdigest()
        boundary = f"=_tilannekuva_{digest[:_DIGITS]}"
        mail = MIMEMultipart("mixed", boundary, [text, workbook])
    mail["X-Unsent"] = "1"
    if message.recipients:
        mail["To"] = ", ".join(message.recipients)
    # The newer interface folds long subjects so that a space is doubled.
    subject = Header(message.subject, "utf-8", _LONGEST_LINE, "Subject")
    mail["Subject"] = subject  # type: ignore[assignment] # the stubs know texts alone
    return mail.as_bytes(policy=_AS_SENT)


def txt_bytes(message: Message, enclosed: Enclosed | None, words: Words) -> bytes:
    """Return a message as a text to paste from.

    With the mark and the line ends by which also an old Notepad shows it right.
    """
    head = [words("Subject: {subject}", subject=message.subject)]
    if message.recipients:
        head.insert(0, words("To: {recipients}", recipients=", ".join(message.recipients)))
    if enclosed is not None:
        head.append(words("Attachment: {file}", file=enclosed.name))
    text = "\n".join((*head, "", message.body))
    return (_BYTE_ORDER_MARK + text).replace("\n", "\r\n").encode()
