# shellcheck shell=bash
# Sourced by nines and verify: where is a JDK, and how new is it?

readonly NINES_MIN_JAVA=17

# Prints the feature version (17, 25, …) of the JDK or Java runtime in folder $1; nothing if there is none.
java_version_of() {
    local folder=$1 version=''
    [ -x "$folder/bin/java" ] || return 0
    if [ -r "$folder/release" ]; then
        version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$folder/release")
    fi
    if [ -z "$version" ]; then
        version=$("$folder/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)
    fi
    version=${version#1.}
    version=${version%%[!0-9]*}
    printf '%s' "$version"
}

# Succeeds if folder $1 holds a JDK (with "jre" as $2: at least a Java runtime) that is new enough.
suitable_java() {
    local folder=$1 kind=${2:-jdk} version
    [ "$kind" = jre ] || [ -x "$folder/bin/javac" ] || return 1
    version=$(java_version_of "$folder")
    [ -n "$version" ] && [ "$version" -ge "$NINES_MIN_JAVA" ]
}

# Prints every folder in which a JDK may be, the user's own choice first.
java_candidates() {
    local tool
    [ -z "${JAVA_HOME:-}" ] || printf '%s\n' "$JAVA_HOME"
    for tool in javac java; do
        tool=$(command -v "$tool") || continue
        tool=$(resolve_link "$tool")
        printf '%s\n' "${tool%/bin/*}"
    done
    printf '%s\n' /usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* "$HOME"/.sdkman/candidates/java/* \
        "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
}

# Prints the first suitable folder; $1 as in suitable_java.
find_java() {
    local folder
    while IFS= read -r folder; do
        if suitable_java "$folder" "${1:-jdk}"; then
            printf '%s\n' "$folder"
            return 0
        fi
    done < <(java_candidates)
    return 1
}

# Like find_java, but says in one line what to install if there is none.
need_java() {
    find_java "$1" && return 0
    printf 'nines: no JDK %s or newer found: install one (Debian: apt install openjdk-17-jdk, others: %s) or set JAVA_HOME\n' \
        "$NINES_MIN_JAVA" https://adoptium.net >&2
    return 5
}

# Prints "version folder" of every suitable JDK, one per version, oldest first.
find_all_jdks() {
    local folder
    while IFS= read -r folder; do
        if suitable_java "$folder"; then
            printf '%s %s\n' "$(java_version_of "$folder")" "$folder"
        fi
    done < <(java_candidates) | awk '!seen[$1]++' | sort -n
}

# Prints the file that $1 leads to when every symbolic link is followed (readlink -f is not everywhere).
resolve_link() {
    local path=$1 target
    while [ -L "$path" ]; do
        target=$(readlink "$path")
        case $target in
            /*) path=$target ;;
            *) path=$(dirname "$path")/$target ;;
        esac
    done
    printf '%s/%s\n' "$(cd "$(dirname "$path")" && pwd -P)" "$(basename "$path")"
}

# Prints the Maven to use in project folder $1: from the PATH if it is 3.8 or newer, else the wrapper.
find_maven() {
    local version
    if command -v mvn >/dev/null 2>&1; then
        version=$(mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
        case $version in
            3\ [0-7] | 2\ * | '') ;;
            *)
                command -v mvn
                return 0
                ;;
        esac
    fi
    printf '%s\n' "$1/mvnw"
}
