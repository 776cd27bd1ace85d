package io.fareway.batch;

import com.fasterxml.jackson.databind.node.TextNode;
import io.fareway.batch.WayPlanner.Planned;
import io.fareway.dialect.JsonFields;
import io.fareway.model.Provider;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Collects lines of one pass into batches, one that is being filled for each deployment. For one thread. */
final class ProviderBatchFiller {

    private static final int ROWS_AT_ONCE = 500;

    private final Job job;
    private final ProviderBatchStore store;
    private final ProviderBatchApis apis;
    private final Path folder;
    private final Supplier<String> ids;
    private final Clock clock;
    private final Consumer<ProviderBatch> sealed;
    private final Map<String, Filling> filling = new HashMap<>();

    /** @param sealed takes each batch that is full */
    ProviderBatchFiller(
            Job job,
            ProviderBatchStore store,
            ProviderBatchApis apis,
            Path folder,
            Supplier<String> ids,
            Clock clock,
            Consumer<ProviderBatch> sealed) {
        this.job = job;
        this.store = store;
        this.apis = apis;
        this.folder = folder;
        this.ids = ids;
        this.clock = clock;
        this.sealed = sealed;
    }

    /** Adds a line to the batch of its deployment; seals that when it is full. */
    void add(Planned planned, BatchLine line) throws IOException {
        byte[] request = request(planned, line);
        String deployment = planned.deployment().name();
        Optional<Filling> full =
                Optional.ofNullable(filling.get(deployment)).filter(batch -> !batch.hasRoomFor(request, planned));
        if (full.isPresent()) {
            filling.remove(deployment);
            seal(full.get());
        }
        if (!filling.containsKey(deployment)) {
            filling.put(deployment, open(planned));
        }
        Filling batch = Optional.ofNullable(filling.get(deployment)).orElseThrow();
        batch.add(planned, line, request);
    }

    private static byte[] request(Planned planned, BatchLine line) {
        byte[] body = JsonFields.with(
                line.body(),
                Map.of(
                        "model",
                        TextNode.valueOf(planned.deployment().providerModel()).toString()));
        // a JSON text holds line ends between tokens only
        String onOneLine =
                new String(body, StandardCharsets.UTF_8).replace('\n', ' ').replace('\r', ' ');
        return ("{\"custom_id\":\"" + ProviderBatchLine.remoteId(line.number())
                        + "\",\"method\":\"POST\",\"url\":\"" + LineEndpoint.CHAT_COMPLETIONS.path() + "\",\"body\":"
                        + onOneLine
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Filling open(Planned planned) throws IOException {
        Files.createDirectories(folder);
        Provider provider = planned.journey().settings().providerOf(planned.deployment());
        ProviderBatch batch = store.open(
                ids.get(),
                job.id(),
                planned.deployment().name(),
                apis.keyOf(provider).name(),
                clock.instant());
        return new Filling(batch, spool(folder, batch.id()));
    }

    /** Where our copy of a batch's input file lies. */
    static Path spool(Path folder, String batch) {
        return folder.resolve(batch + ".jsonl");
    }

    /** Seals all batches: the pass is over. */
    void sealAll() throws IOException {
        for (Filling batch : List.copyOf(filling.values())) {
            seal(batch);
        }
        filling.clear();
    }

    private void seal(Filling batch) throws IOException {
        batch.close();
        store.sealed(batch.batch.id(), batch.lines);
        sealed.accept(store.batch(batch.batch.id()));
    }

    /** Leaves what is not sealed to the next run, which throws it away. */
    void abandon() {
        for (Filling batch : filling.values()) {
            try {
                batch.out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        filling.clear();
    }

    private final class Filling {

        private final ProviderBatch batch;
        private final FileChannel channel;
        private final OutputStream out;
        private final List<ProviderBatchLine> rows = new ArrayList<>();
        private long lines;
        private long bytes;

        Filling(ProviderBatch batch, Path spool) throws IOException {
            this.batch = batch;
            this.channel = FileChannel.open(spool, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 64 * 1024);
        }

        boolean hasRoomFor(byte[] request, Planned planned) {
            return lines < planned.offer().maxLines()
                    && bytes + request.length + 1 <= planned.offer().maxSize().toBytes();
        }

        void add(Planned planned, BatchLine line, byte[] request) throws IOException {
            out.write(request);
            out.write('\n');
            rows.add(new ProviderBatchLine(
                    line.number(),
                    line.customId(),
                    planned.journey().id(),
                    planned.journey().getTier(),
                    planned.journey().tierReason(),
                    bytes,
                    request.length));
            bytes += request.length + 1;
            lines++;
            if (rows.size() == ROWS_AT_ONCE) {
                store.add(batch, rows);
                rows.clear();
            }
        }

        void close() throws IOException {
            store.add(batch, rows);
            rows.clear();
            out.flush();
            channel.force(true);
            out.close();
            DurableFile.syncFolder(folder);
        }
    }
}
