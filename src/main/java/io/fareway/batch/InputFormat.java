package io.fareway.batch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a job file holds, by its name. */
enum InputFormat {
    /** OpenAI's batch input, one request a line. */
    JSONL(".jsonl"),
    /** A table with a header; each row becomes a prompt. */
    CSV(".csv"),
    /** One prompt a line. */
    TEXT(".txt");

    private static final String GZIP = ".gz";

    private final String suffix;

    InputFormat(String suffix) {
        this.suffix = suffix;
    }

    /** The format of a file of this name, packed or not; empty when it is none of ours. */
    static Optional<InputFormat> of(String name) {
        String plain = unpacked(name.toLowerCase(Locale.ROOT));
        return Arrays.stream(values())
                .filter(format -> plain.endsWith(format.suffix) && plain.length() > format.suffix.length())
                .findFirst();
    }

    /** Whether the file is packed with gzip. */
    static boolean isPacked(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(GZIP);
    }

    /** The name of the result file: results are JSON lines, whatever came in. */
    static String resultName(String name) {
        String plain = unpacked(name);
        return plain.toLowerCase(Locale.ROOT).endsWith(JSONL.suffix) ? plain : plain + JSONL.suffix;
    }

    private static String unpacked(String name) {
        return isPacked(name) ? name.substring(0, name.length() - GZIP.length()) : name;
    }
}
