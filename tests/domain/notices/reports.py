"""Delivery status notifications as mail servers write them."""

import textwrap
import uuid


def report(
    message_id: uuid.UUID,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    diagnosis: str = "Diagnostic-Code: smtp; 550 5.1.1 <ann@home.example>: unknown",
    has_return_path: bool = True,
    returns: str = "rfc822-headers",
) -> bytes:
    """A notification like Postfix writes it."""
    to = f"bounces+{message_id.hex}@mail.example" if has_return_path else "bounces@mail.example"
    kind = {"rfc822-headers": "text/rfc822-headers", "rfc822": "message/rfc822", "": ""}[returns]
    returned = f"""
        --frontier
        Content-Type: {kind}

        From: Sunflower <journal@mail.example>
        Message-ID: <{message_id}@mail.example>
        Subject: Your way in

        Words of the journal
        """
    text = f"""\
        Return-Path: <>
        From: MAILER-DAEMON@home.example (Mail Delivery System)
        To: {to}
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="frontier"

        --frontier
        Content-Type: text/plain

        I'm sorry to have to inform you that your message could not be delivered.

        --frontier
        Content-Type: message/delivery-status

        Reporting-MTA: dns; home.example
        X-Postfix-Queue-ID: 4XyZ

        Final-Recipient: rfc822; ann@home.example
        Action: {action}
        Status: {status}
        {diagnosis}
        {returned if returns else ""}
        --frontier--
        """
    return "\n".join(line.strip() for line in textwrap.dedent(text).splitlines()).encode()
