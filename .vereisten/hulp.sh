# Shared by the set-up scripts; they source it from the top of the repository.

# One message for a person, in Dutch; on stderr, so that it is seen when output is piped.
meld() { printf '%s\n' "$*" >&2; }

stop() {
    meld "$@"
    exit 1
}

# A stamp holds the hash of what a step was made from; the step is skipped while they agree.
vingerafdruk() { cat "$@" | sha256sum | cut -d ' ' -f 1; }
is_gestempeld() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }
