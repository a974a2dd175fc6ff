# Shared by .ci/controles and .ci/test; they source it from the top of the repository.

# Each step says what it is; its own output is shown, and the first that fails ends the run.
stap() {
    local naam=$1 begin=$SECONDS
    shift
    printf '\n=== %s\n' "$naam"
    if ! "$@"; then
        printf '\nNiet goed: %s\n' "$naam" >&2
        exit 1
    fi
    printf '    (%d s)\n' $((SECONDS - begin))
}

# What stands in the environment of the person who runs this must not change the outcome.
unset DATABASE_URL DJANGO_SETTINGS_MODULE PYTEST_ADDOPTS "${!JEUGDHULP_@}"
geheim() { .venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(64))'; }
