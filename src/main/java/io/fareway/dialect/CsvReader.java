package io.fareway.dialect;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads comma-separated values in UTF-8 by <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>, one row at a
 * time; also with semicolons or tabs, when the first row has no comma. Values in double quotes may hold separators and
 * line ends.
 */
public final class CsvReader implements Closeable {

    private static final int END = -1;

    /** As many columns as a sheet of Excel has. */
    private static final int MOST_VALUES = 16_384;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final int maxBytes;
    private int separator = END;
    private long line = 1;
    private int pushedBack = END;

    /**
     * Reads this table.
     *
     * @param maxBytes longest row
     */
    public CsvReader(InputStream file, int maxBytes) throws IOException {
        this.in = new BufferedInputStream(file, BUFFER_BYTES);
        this.maxBytes = maxBytes;
        skipByteOrderMark();
    }

    /**
     * A row.
     *
     * @param number of its first line in the file, as in an editor
     * @param fault what is wrong with it, as the rest of a sentence; empty when nothing is
     */
    public record Row(long number, List<String> fields, Optional<String> fault) {}

    private void skipByteOrderMark() throws IOException {
        in.mark(3);
        byte[] start = in.readNBytes(3);
        boolean marked =
                start.length == 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF;
        if (!marked) {
            in.reset();
        }
    }

    /** The next row that is not blank; empty at the end. */
    public Optional<Row> next() throws IOException {
        while (true) {
            int first = read();
            if (first == END) {
                return Optional.empty();
            }
            if (first == '\n') {
                line++;
            } else if (first != '\r') {
                pushedBack = first;
                return Optional.of(row());
            }
        }
    }

    private Row row() throws IOException {
        long number = line;
        Values values = new Values();
        boolean quoted = false;
        int b = read();
        while (b != END && (quoted || b != '\n')) {
            values.count();
            if (b == '\n') {
                line++;
            }
            if (b == '"' && quoted) {
                int following = read();
                if (following == '"') {
                    values.add(b);
                } else {
                    quoted = false;
                    pushedBack = following;
                }
            } else if (b == '"' && values.atStart()) {
                quoted = true;
            } else if (!quoted && isSeparator(b)) {
                values.next();
            } else if (quoted || b != '\r') {
                values.add(b);
            }
            b = read();
        }
        line++;
        values.next();
        if (separator == END) {
            separator = ',';
        }
        return quoted
                ? new Row(number, List.of(), Optional.of("has a double quote that is never closed."))
                : values.row(number);
    }

    /** The first separator of the first row is the one of the file. */
    private boolean isSeparator(int b) {
        if (separator == END && (b == ',' || b == ';' || b == '\t')) {
            separator = b;
        }
        return b == separator;
    }

    private int read() throws IOException {
        if (pushedBack != END) {
            int b = pushedBack;
            pushedBack = END;
            return b;
        }
        return in.read();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The values of one row; keeps no more of them than allowed, however long it is. */
    private final class Values {

        private final List<byte[]> whole = new ArrayList<>();
        private final ByteArrayOutputStream value = new ByteArrayOutputStream();
        private boolean started;
        private long bytes;
        private Optional<String> fault = Optional.empty();

        void count() {
            bytes++;
            if (bytes == maxBytes + 1L) {
                refuse("is longer than " + maxBytes + " bytes. Shorten it.");
            }
        }

        boolean atStart() {
            return !started;
        }

        void add(int b) {
            started = true;
            if (fault.isEmpty()) {
                value.write(b);
            }
        }

        void next() {
            if (whole.size() == MOST_VALUES) {
                refuse("has more than " + MOST_VALUES + " values. Leave some out.");
            }
            if (fault.isEmpty()) {
                whole.add(value.toByteArray());
            }
            value.reset();
            started = false;
        }

        private void refuse(String why) {
            if (fault.isEmpty()) {
                fault = Optional.of(why);
                whole.clear();
            }
        }

        Row row(long number) {
            List<String> texts = new ArrayList<>(whole.size());
            try {
                for (byte[] one : whole) {
                    texts.add(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(one))
                            .toString());
                }
                return new Row(number, texts, fault);
            } catch (CharacterCodingException e) {
                return new Row(number, List.of(), Optional.of("is not UTF-8. Save the file as UTF-8."));
            }
        }
    }
}
