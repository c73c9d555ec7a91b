#!/usr/bin/env bash
# Kiwi's add_user_word for a word that it knows works only before the first
# call, and answers False both times.
#
# One would guess: add_user_word("문덕군", "NNP") makes the county (Mundok) one
# token from then on, or its False ("already there") means that nothing changed.
# What happens: False is answered in any case, since the word is in the model.
# Called on a new Kiwi it raises the word's score and the name is one token. After
# any tokenize() it does nothing, until some other, really new word is added,
# which puts both into force. A server that adds names as it meets them sees
# no effect at first and another result later.
# Versions: kiwipiepy 0.24.1 with kiwipiepy_model 0.24.0.
# Instead: add all names of the gazetteer right after Kiwi(), whatever the
# answer is, and before anything is tokenized.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'kiwipiepy==0.24.1' \
  'kiwipiepy_model==0.24.0' \
  'numpy==2.4.6'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from kiwipiepy import Kiwi

print("kiwipiepy", version("kiwipiepy"), "model", version("kiwipiepy_model"))


def tokens(kiwi):
    return " ".join(f"{token.form}/{token.tag}" for token in kiwi.tokenize("문덕군"))


early = Kiwi()
answer = early.add_user_word("문덕군", "NNP")
got = tokens(early)
print("added first:", answer, got)
assert answer is False and got == "문덕군/NNP"

late = Kiwi()
before = tokens(late)
answer = late.add_user_word("문덕군", "NNP")
got = tokens(late)
print("added after a call:", answer, got)
assert answer is False and got == before == "문/NNG 덕/NNG 군/NNB"

answer = late.add_user_word("새로운지어낸말", "NNP")
got = tokens(late)
print("and a new word added:", answer, got)
assert answer is True and got == "문덕군/NNP"
PYTHON
