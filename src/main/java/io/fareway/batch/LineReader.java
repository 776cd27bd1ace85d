package io.fareway.batch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads lines in UTF-8 that end in LF or CRLF, never holding more than one line and never a longer one than allowed. */
final class LineReader implements Lines {

    private static final int END_OF_FILE = -1;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int BYTE_ORDER_MARK_BYTES = 3;

    private final InputStream in;
    private final int maxBytes;
    private long number;

    /** @param maxBytes longest line that is handed out, without its line end */
    LineReader(InputStream file, int maxBytes) throws IOException {
        this.in = new BufferedInputStream(file, BUFFER_BYTES);
        this.maxBytes = maxBytes;
        skipByteOrderMark();
    }

    @Override
    public Optional<InputLine> next() throws IOException {
        while (true) {
            int first = in.read();
            if (first == END_OF_FILE) {
                return Optional.empty();
            }
            number++;
            InputLine line = readLine(first);
            if (!isBlank(line)) {
                return Optional.of(line);
            }
        }
    }

    private InputLine readLine(int first) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        for (int b = first; b != '\n' && b != END_OF_FILE; b = in.read()) {
            if (line.size() < maxBytes) {
                line.write(b);
            } else if (b != '\r') {
                tooLong = true;
            }
        }
        return tooLong ? new InputLine.TooLong(number, maxBytes) : new InputLine.Text(number, line.toByteArray());
    }

    private static boolean isBlank(InputLine line) {
        return switch (line) {
            case InputLine.TooLong tooLong -> false;
            case InputLine.Unusable unusable -> false;
            case InputLine.Text text -> isBlank(text.bytes());
        };
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private void skipByteOrderMark() throws IOException {
        in.mark(BYTE_ORDER_MARK_BYTES);
        byte[] start = in.readNBytes(BYTE_ORDER_MARK_BYTES);
        boolean marked = start.length == BYTE_ORDER_MARK_BYTES
                && start[0] == (byte) 0xEF
                && start[1] == (byte) 0xBB
                && start[2] == (byte) 0xBF;
        if (!marked) {
            in.reset();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
