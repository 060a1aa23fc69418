// The least that a process can be: what `cairn --version` is measured against.
int main(void) { return 0; }
