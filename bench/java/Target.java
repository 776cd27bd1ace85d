package bench;

/** A server under load: the stub itself, or something in front of it. */
record Target(String name, int port, ProcessHandle process) {

    double cpuMicros() {
        return ProcessUsage.cpuMicros(process);
    }

    double residentMib() {
        return ProcessUsage.residentMib(process);
    }
}
