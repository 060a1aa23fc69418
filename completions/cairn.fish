# Completion of cairn for fish. In ~/.config/fish/config.fish:   cairn completion fish | source
# The program itself knows what may stand where: cairn __complete prints it, one candidate a line.

function __cairn_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -l quote (string match -r '^["\']' -- $current)
    if test -n "$quote"
        set current (string sub -s 2 -- $current)
    else
        set current (string unescape -- $current)
    end
    set -l found ($before[1] __complete $quote -- $before "$current" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c cairn -f -k -a '(__cairn_complete)'
