"""What messages never show."""

import pytest

from geo.model.errors import InputError, OptionError, UnreadableError


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ann:s3cret@localhost/korea", "postgresql:/ann:s3cret@localhost", "postgres:ann:s3cret@localhost",
        "postgresql://ann:s3 cret@localhost/korea", "postgresql://ann:s3@cret@localhost", "POSTGIS://:s3cret@",
        "host=localhost user=ann password=s3cret", "host=localhost password = 's3cret with blanks' user=ann",
        "postgresql://ann@localhost/korea?password=s3cret&sslmode=require", "dbname=x PASSWORD='s3cret",
        "https://ann:s3cret@tiles.example/{z}", "host=x passwd=s3cret;dbname=korea",
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", [InputError, OptionError, UnreadableError])
def test_a_password_is_struck_from_every_message_also_of_a_malformed_address(
    kind: type[Exception], address: str
) -> None:
    for message in (f"{address}: no such file", f"no format for {address}"):
        shown = str(kind(message))
        assert "s3" not in shown
        assert "cret" not in shown
        assert "***" in shown


def test_other_messages_are_shown_as_they_are() -> None:
    for message in (
        "a.csv, line 3: place 'Songchon @ 5' is not known", "notes: mail to ann@example.org", "C:/a.csv: a = b",
        "date=Day, place=Where; write ann@example.org",
    ):  # fmt: skip
        assert str(InputError(message)) == message
