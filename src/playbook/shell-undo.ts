/** Takes back what the functions of shell-change did. */
export const SHELL_UNDO = `
unrecord() {
  recorded "$1" || return 0
  grep -Fxv -- "$1" "$INSTALLER_STATE/created" >"$INSTALLER_STATE/created.new"
  mv -f -- "$INSTALLER_STATE/created.new" "$INSTALLER_STATE/created"; C=
}
u_parents() { [ -n "$1" ] && recorded "d $1" && rmdir -- "$1" 2>/dev/null && unrecord "d $1" && u_parents "\${1%/*}"; return 0; }
u_created() {
  recorded "f $1" || return 0
  rm -rf -- "$1" && unrecord "f $1" && u_parents "\${1%/*}"
}
u_file() {
  behind "$1"
  o=$INSTALLER_STATE/originals$p
  if [ -d "$o" ] && [ ! -L "$o" ]; then rm -rf -- "$p" && mv -- "$o" "$p"
  elif [ -e "$o" ] || [ -L "$o" ]; then
    beside
    [ -d "\${p%/*}" ] || mkdir -p -- "\${p%/*}"
    cp -pP -- "$o" "$t" && place && rm -f -- "$o"
  else u_created "$p"; fi
}
u_lines() {
  p=$1
  [ ! -L "$p" ] || p=$(readlink -f -- "$p") || return
  o=$INSTALLER_STATE/appended$p
  [ -e "$o" ] || return 0
  if [ -e "$p" ]; then
    beside
    cp -p -- "$p" "$t" || return
    grep -vxF -f "$o" -- "$p" >"$t"
    place || return
  fi
  rm -f -- "$o"
  [ -s "$p" ] || u_created "$p"
}
u_text() {
  p=$1
  [ ! -L "$p" ] || p=$(readlink -f -- "$p") || return
  o=$INSTALLER_STATE/texts$p.$2
  [ -e "$o" ] || return 0
  if [ -e "$p" ]; then
    beside
    cp -p -- "$p" "$t" && cut_text "$o" "$p" >"$t" && place || return
  fi
  rm -f -- "$o"
  [ -s "$p" ] || u_created "$p"
}
# The lines of the first file, taken once out of the second, where they stand together.
cut_text() {
  awk 'FILENAME == ARGV[1] { a[++n] = $0; next } { b[++m] = $0 }
    END { for (i = 1; i <= m; i++) { same = n > 0 && !cut && i + n - 1 <= m
      for (j = 1; same && j <= n; j++) same = b[i + j - 1] == a[j]
      if (same) { cut = 1; i += n - 1 } else print b[i] } }' "$1" "$2"
}
u_block() {
  p=$1
  [ ! -L "$p" ] || p=$(readlink -f -- "$p") || return
  [ -e "$p" ] || return 0
  beside
  cp -p -- "$p" "$t" && cut_block "$2" "$3" >"$t" && place || return
  [ -s "$p" ] || u_created "$p"
}
u_dir() { u_parents "$1"; }
forget() {
  for x in appended texts originals; do
    [ -d "$INSTALLER_STATE/$x" ] || continue
    find "$INSTALLER_STATE/$x" ! -type d >"$f.o" || return
    while read -r l; do
      case $x in
        appended) u_lines "\${l#"$INSTALLER_STATE/appended"}" ;;
        texts) l=\${l#"$INSTALLER_STATE/texts"}; u_text "\${l%.*}" "\${l##*.}" ;;
        *) u_file "\${l#"$INSTALLER_STATE/originals"}" ;; esac || return
    done <"$f.o"
  done
  if [ -e "$INSTALLER_STATE/created" ]; then
    sed '1!G;h;$!d' "$INSTALLER_STATE/created" >"$f.o" || return
    while read -r x l; do
      case $x in f) rm -rf -- "$l" ;; d) rmdir -- "$l" 2>/dev/null ;; esac
      case $l in /etc/systemd/system/*.service) find /etc/systemd/system -type l -name "\${l##*/}" -exec rm -f {} + ;; esac
    done <"$f.o"
    # Else systemd goes on knowing units whose files are gone.
    ! grep -q ' /etc/systemd/' "$f.o" || systemctl daemon-reload
  fi
  rm -rf -- "$INSTALLER_STATE" "$mark" "$run"
}
`;
