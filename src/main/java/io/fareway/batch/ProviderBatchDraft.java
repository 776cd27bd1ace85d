package io.fareway.batch;

import io.fareway.batch.WayPlanner.Planned;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch that is being filled: one file with its lines as their job asks for them, kept until they are answered, and one
 * with the requests as the provider wants them, which is handed over.
 */
final class ProviderBatchDraft implements Closeable {

    private static final int ROWS_AT_ONCE = 500;

    private final ProviderBatch batch;
    private final ProviderBatchStore store;
    private final ProviderBatchApis.Place place;
    private final Path folder;
    private final LineFile asked;
    private final LineFile outgoing;
    private final List<ProviderBatchLine> rows = new ArrayList<>();
    private long lines;

    ProviderBatchDraft(ProviderBatch batch, ProviderBatchStore store, ProviderBatchApis.Place place, Path folder)
            throws IOException {
        this.batch = batch;
        this.store = store;
        this.place = place;
        this.folder = folder;
        this.asked = new LineFile(asked(folder, batch.id()));
        this.outgoing = new LineFile(outgoing(folder, batch.id()));
    }

    /** Where the lines of a batch lie as their job asks for them. */
    static Path asked(Path folder, String batch) {
        return folder.resolve(batch + ".jsonl");
    }

    /** Where the requests lie that are handed over. */
    static Path outgoing(Path folder, String batch) {
        return folder.resolve(batch + ".outgoing.jsonl");
    }

    /** Adds a line; false when the batch is too full for it. */
    boolean add(Planned planned, BatchLine line) throws IOException {
        byte[] request = place.api()
                .line(
                        ProviderBatchLine.remoteId(batch.id(), line.number()),
                        planned.request().path(),
                        onOneLine(planned.request().body()))
                .getBytes(StandardCharsets.UTF_8);
        boolean isFull = lines == place.offer().maxLines()
                || outgoing.bytes + request.length + 1 > place.offer().maxBytes();
        if (isFull && lines > 0) {
            return false;
        }
        byte[] original = ("{\"url\":\"" + line.endpoint().path() + "\",\"body\":" + onOneLine(line.body()) + "}")
                .getBytes(StandardCharsets.UTF_8);
        rows.add(new ProviderBatchLine(
                line.number(),
                line.customId(),
                planned.journey().id(),
                planned.journey().getTier(),
                planned.journey().tierReason(),
                asked.bytes,
                original.length));
        asked.write(original);
        outgoing.write(request);
        lines++;
        if (rows.size() == ROWS_AT_ONCE) {
            flushRows();
        }
        return true;
    }

    /** A JSON text holds line ends between tokens only. */
    private static String onOneLine(byte[] json) {
        return new String(json, StandardCharsets.UTF_8).replace('\n', ' ').replace('\r', ' ');
    }

    private void flushRows() {
        store.add(batch, rows);
        rows.clear();
    }

    /** Makes all lines durable; from here on the batch is handed over. */
    ProviderBatch seal() throws IOException {
        flushRows();
        asked.finish();
        outgoing.finish();
        DurableFile.syncFolder(folder);
        store.sealed(batch.id(), lines);
        return store.batch(batch.id());
    }

    /** Leaves what is not sealed to the next run, which throws it away. */
    @Override
    public void close() throws IOException {
        asked.out.close();
        outgoing.out.close();
    }

    private static final class LineFile {

        private final FileChannel channel;
        private final OutputStream out;
        private long bytes;

        LineFile(Path path) throws IOException {
            this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 64 * 1024);
        }

        void write(byte[] line) throws IOException {
            out.write(line);
            out.write('\n');
            bytes += line.length + 1;
        }

        void finish() throws IOException {
            out.flush();
            channel.force(true);
            out.close();
        }
    }
}
