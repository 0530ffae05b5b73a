"""A throw-away PostgreSQL with PostGIS, for one test session."""

import os
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# `initdb` refuses to run as root; Debian's package makes this account.
ACCOUNT = "postgres"
# A test's data need not outlive a power failure; everything else stays as the server ships it.
CONFIGURATION = """
listen_addresses = '127.0.0.1'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 60
timezone = 'UTC'
"""


def binaries() -> Path | None:
    """Return the folder with `initdb` of the newest installed PostgreSQL that has PostGIS, or None."""
    found = [
        folder
        for folder in Path("/usr/lib/postgresql").glob("*/bin")
        if (folder / "initdb").exists()
        and Path("/usr/share/postgresql", folder.parent.name, "extension", "postgis.control").exists()
    ]
    return max(found, key=lambda folder: int(folder.parent.name), default=None)


@dataclass(frozen=True)
class Cluster:
    """A running server of our own: a folder, a port, one superuser without a password, on loopback only."""

    binaries: Path
    folder: Path
    port: int

    def url(self, database: str) -> str:
        """Return the address of a database, as `postgresql://user@host:port/name`."""
        return f"postgresql://{ACCOUNT}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str) -> str:
        """Create an empty database with PostGIS in it and return its URL."""
        self._run("createdb", *self._connection, database)
        self._run("psql", *self._connection, "-X", "-q", "-d", database, "-c", "create extension postgis")
        return self.url(database)

    def stop(self) -> None:
        """Stop the server at once and delete its folder."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder)

    @property
    def _connection(self) -> tuple[str, ...]:
        return ("-h", "127.0.0.1", "-p", str(self.port), "-U", ACCOUNT)

    def _run(self, program: str, *arguments: str) -> None:
        _run(self.binaries, program, *arguments)


def start(bin_folder: Path) -> Cluster:
    """Make and start a cluster in a new temporary folder.

    Raises `subprocess.CalledProcessError` where the server does not start; its log is printed.
    """
    folder = Path(tempfile.mkdtemp(prefix="minetrace-postgis-"))
    if os.geteuid() == 0:
        shutil.chown(folder, ACCOUNT)
    cluster = Cluster(bin_folder, folder, _free_port())
    data, log = folder / "data", folder / "log"
    _run(bin_folder, "initdb", "-D", str(data), "-U", ACCOUNT, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    with (data / "postgresql.conf").open("a", encoding="utf-8") as configuration:
        configuration.write(f"{CONFIGURATION}port = {cluster.port}\nunix_socket_directories = '{folder}'\n")
    try:
        _run(bin_folder, "pg_ctl", "-D", str(data), "-l", str(log), "-w", "-t", "60", "start")
    except subprocess.CalledProcessError:
        print(log.read_text(encoding="utf-8"))
        raise
    return cluster


def _run(bin_folder: Path, program: str, *arguments: str) -> None:
    account: dict[str, Any] = {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": []} if os.geteuid() == 0 else {}
    # Output goes to a file: the server keeps an inherited pipe open, and waiting on it would never end.
    with tempfile.TemporaryFile() as output:
        command = [str(bin_folder / program), *arguments]
        done = subprocess.run(
            command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, cwd="/", check=False, **account
        )
        if done.returncode:
            output.seek(0)
            print(output.read().decode(errors="replace"))
            done.check_returncode()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
