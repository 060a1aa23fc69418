#compdef cairn
# Completion of cairn for zsh. In ~/.zshrc, behind compinit:   eval "$(cairn completion zsh)"
# The program itself knows what may stand where: cairn __complete prints it, one candidate a line.

_cairn() {
  local current=$PREFIX quote=${QIPREFIX[-1]} line
  [[ -z $quote ]] && current=${(Q)PREFIX}
  local -a texts shown before
  before=("${(@Q)words[1,CURRENT-1]}")
  while IFS= read -r line; do
    texts+=("${line%%$'\t'*}")
    shown+=("${line/$'\t'/  -- }")
  done < <("${before[1]}" __complete ${quote:+"$quote"} -- "${before[@]}" "$current" 2>/dev/null)
  if (( ! $#texts )); then
    _files
  elif [[ ${texts[1]} == *[=,.:] || ${before[-1]} == --where ]]; then
    compadd -V cairn -S '' -l -d shown -a -- texts
  else
    compadd -V cairn -l -d shown -a -- texts
  fi
}
compdef _cairn cairn
