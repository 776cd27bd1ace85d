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
        RecordBytes bytes = new RecordBytes();
        List<byte[]> fields = new ArrayList<>();
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        boolean quoted = false;
        int b = read();
        while (b != END && (quoted || b != '\n')) {
            bytes.count();
            if (b == '\n') {
                line++;
            }
            if (b == '"' && quoted) {
                int following = read();
                if (following == '"') {
                    bytes.add(field, b);
                } else {
                    quoted = false;
                    pushedBack = following;
                }
            } else if (b == '"' && field.size() == 0) {
                quoted = true;
            } else if (!quoted && isSeparator(b)) {
                fields.add(field.toByteArray());
                field.reset();
            } else if (quoted || b != '\r') {
                bytes.add(field, b);
            }
            b = read();
        }
        line++;
        fields.add(field.toByteArray());
        if (separator == END) {
            separator = ',';
        }
        if (quoted) {
            return new Row(number, List.of(), Optional.of("has a double quote that is never closed."));
        }
        return bytes.tooMany
                ? new Row(number, List.of(), Optional.of("is longer than " + maxBytes + " bytes. Shorten it."))
                : decoded(number, fields);
    }

    /** The first separator of the first row is the one of the file. */
    private boolean isSeparator(int b) {
        if (separator == END && (b == ',' || b == ';' || b == '\t')) {
            separator = b;
        }
        return b == separator;
    }

    private static Row decoded(long number, List<byte[]> fields) {
        List<String> texts = new ArrayList<>();
        try {
            for (byte[] field : fields) {
                texts.add(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(field))
                        .toString());
            }
            return new Row(number, texts, Optional.empty());
        } catch (CharacterCodingException e) {
            return new Row(number, List.of(), Optional.of("is not UTF-8. Save the file as UTF-8."));
        }
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

    /** Counts what a row has, and keeps no more of it than allowed. */
    private final class RecordBytes {

        private long seen;
        private boolean tooMany;

        void count() {
            seen++;
            tooMany |= seen > maxBytes;
        }

        void add(ByteArrayOutputStream field, int b) {
            if (!tooMany) {
                field.write(b);
            }
        }
    }
}
