# Completion of cairn for bash. In ~/.bashrc:   eval "$(cairn completion bash)"
# The program itself knows what may stand where: cairn __complete prints it, one candidate a line.

_cairn() {
  # bash cuts words at = and : too; what no blank parts is one word here.
  local -a words=()
  local rest=${COMP_LINE:0:COMP_POINT} i word
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $i -gt 0 && $rest != [[:space:]]* && ${#words[@]} -gt 0 ]]; then
      words[${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
    rest=${rest#"${rest%%[![:space:]]*}"}
    rest=${rest:${#word}}
  done

  # Words as the program would get them; of the last one the quote may still be open.
  local quote= last=$((${#words[@]} - 1))
  for ((i = 0; i <= last; i++)); do
    case ${words[i]} in
      [\'\"]*)
        if ((i == last)); then quote=${words[i]:0:1}; fi
        words[i]=${words[i]#[\'\"]}
        if ((i < last)); then words[i]=${words[i]%[\'\"]}; fi
        ;;
      *) words[i]=${words[i]//\\/} ;;
    esac
  done

  local current=${words[last]} cut= candidate
  # Outside of quotes readline replaces only what follows the last = or :.
  if [[ -z $quote && $current == *[=:]* ]]; then cut=${current%"${current##*[=:]}"}; fi
  COMPREPLY=()
  while IFS=$'\t' read -r candidate _; do
    case $quote in
      \') [[ $candidate != *\'* ]] && COMPREPLY+=("$candidate") ;;
      \") [[ ${candidate#"$current"} != *[\"\`\$\\!]* ]] && COMPREPLY+=("$candidate") ;;
      *) COMPREPLY+=("$(printf '%q' "${candidate#"$cut"}")") ;;
    esac
  done < <("${words[0]}" __complete ${quote:+"$quote"} -- "${words[@]}" 2>/dev/null)
  # More is to come behind these.
  if [[ ${COMPREPLY[0]-} == *[=,.:] || ${words[last-1]} == --where ]]; then
    compopt -o nospace 2>/dev/null
  fi
  return 0
}
complete -o default -o nosort -F _cairn cairn
