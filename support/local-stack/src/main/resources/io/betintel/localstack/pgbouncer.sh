# Downloads Debian's package pgbouncer, and the libraries it needs that are not installed, and
# unpacks them into the directory.
set -eu
cd "$1"
packages=pgbouncer
for library in $(apt-cache depends pgbouncer | sed -n 's/^ *Depends: \(lib[^ ]*\)$/\1/p'); do
  dpkg -s "$library" >/dev/null 2>&1 || packages="$packages $library"
done
apt-get -q download $packages || { apt-get -q update && apt-get -q download $packages; }
for package in *.deb; do
  dpkg -x "$package" .
  rm "$package"
done
