package io.fareway.batch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens the inputs of jobs, whatever their format: each record comes out as a line of OpenAI's batch input. */
final class InputFiles implements Lines.Source {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final int maxLine;

    /** @param maxLine longest line or record, in bytes */
    InputFiles(int maxLine) {
        this.maxLine = maxLine;
    }

    @Override
    public Lines open(Job job, Path file) throws IOException {
        InputFormat format = InputFormat.of(job.name()).orElse(InputFormat.JSONL);
        InputStream bytes = bytes(job, file);
        try {
            return switch (format) {
                case JSONL -> new LineReader(bytes, maxLine);
                case TEXT ->
                    new PromptLines(
                            new LineReader(bytes, maxLine),
                            model(job),
                            job.options().template());
                case CSV ->
                    new CsvLines(bytes, maxLine, model(job), job.options().template());
            };
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static String model(Job job) {
        return job.options().model().orElse("auto");
    }

    private static InputStream bytes(Job job, Path file) throws IOException {
        InputStream raw = new FirstBytes(Files.newInputStream(file), job.inputBytes());
        if (!InputFormat.isPacked(job.name())) {
            return raw;
        }
        try {
            return new Unpacked(new GZIPInputStream(new BufferedInputStream(raw, BUFFER_BYTES), BUFFER_BYTES));
        } catch (ZipException | java.io.EOFException e) {
            raw.close();
            throw new UnreadableInputException("is not a gzip file (" + e.getMessage() + ")");
        }
    }

    /** Tells a damaged file from a disk that fails. */
    private static final class Unpacked extends InputStream {

        private final GZIPInputStream packed;

        Unpacked(GZIPInputStream packed) {
            this.packed = packed;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return packed.read(buffer, offset, length);
            } catch (ZipException | java.io.EOFException e) {
                throw new UnreadableInputException("is a damaged or incomplete gzip file ("
                        + Optional.ofNullable(e.getMessage()).orElse("it ends too early") + ")");
            }
        }

        @Override
        public void close() throws IOException {
            packed.close();
        }
    }
}
