"""`minetrace user`: accounts of the people who sign in."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from minetrace.cli.opening import HomeOption, open_home
from minetrace.cli.screen import console, plain

app = typer.Typer(no_args_is_help=True, help="Accounts of the people who sign in at the desk.")


@app.command("add")
def add_(
    username: Annotated[str, typer.Argument(help="The name to sign in with; it stands in the ledger.")],
    role: Annotated[str, typer.Option(help="visitor, reader, officer or keeper.")] = "reader",
    password: Annotated[str | None, typer.Option(help="Otherwise one is made up and printed once.")] = None,
    home: HomeOption = None,
) -> None:
    """Make an account, or give one a new password and role."""
    open_home(home)
    from minetrace.accounts.actions import add_user

    secret = password or secrets.token_urlsafe(12)
    add_user(username, secret, role)
    console().print(plain(f"{username} signs in as {role}, password {secret}"))


@app.command("list")
def list_(home: HomeOption = None) -> None:
    """List the accounts."""
    open_home(home)
    from minetrace.accounts.models import User

    for user in User.objects.order_by("username"):
        console().print(plain(f"{user.username}  {user.role}"))
