# kozqaras-methods refuses at once what it cannot compare. $1 is kozqaras-methods. (Its table takes minutes: docs/validation.md.)
. "$(dirname "$0")/helpers.sh"
expect 0 --help
says out.txt "kozqaras-methods 0.0002 8000"
expect 105 0.0002 300 memory.noise # fewer than eight rounds of its particles
says err.txt "2400"
expect 105 2
expect 1 0.00005 2400 memory.noise memory.nose
says err.txt "'memory.nose' is no fitted parameter"
silent out.txt
finish
