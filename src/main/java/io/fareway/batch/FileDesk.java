package io.fareway.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.api.RequestIds;
import io.fareway.model.RequestError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/**
 * Answers {@code /v1/files}: the part of OpenAI's <a
 * href="https://platform.openai.com/docs/api-reference/files">Files API</a> that batches need.
 */
@Component
public class FileDesk {

    private static final int LARGEST_PAGE = 10_000;

    private final FileStore store;
    private final FileVault vault;
    private final RequestIds ids;
    private final Clock clock;

    FileDesk(FileStore store, FileVault vault, RequestIds ids, Clock clock) {
        this.store = store;
        this.vault = vault;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Answers {@code POST /v1/files}; its bytes are on disk when it returns.
     *
     * @throws RequestError when there is no file in it, or it is not for a batch
     */
    public void upload(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        Path uploaded = Optional.ofNullable(message.getBody())
                .filter(Path.class::isInstance)
                .map(Path.class::cast)
                .orElseThrow(() -> RequestError.invalid(
                        "file", "Send one file as 'file' and its 'purpose' as multipart/form-data."));
        try {
            String purpose = message.getHeader("purpose", "", String.class);
            if (!purpose.equals(ApiFile.INPUT)) {
                throw RequestError.invalid(
                        "purpose", "'purpose' must be 'batch': this gateway keeps files for batches.");
            }
            Optional<Duration> kept = keptFor(message);
            String id = "file-" + ids.next().replace("-", "");
            ApiFile file = new ApiFile(
                    id,
                    FileOwner.of(message),
                    message.getHeader(Exchange.FILE_NAME, "file", String.class),
                    purpose,
                    vault.take(uploaded, id),
                    clock.instant(),
                    kept.map(clock.instant()::plus));
            store.add(file);
            BatchAnswers.json(exchange, file.asJson());
        } finally {
            Files.deleteIfExists(uploaded);
        }
        sweep();
    }

    private static Optional<Duration> keptFor(Message message) {
        String seconds = message.getHeader("expires_after[seconds]", "", String.class);
        if (seconds.isEmpty()) {
            return Optional.empty();
        }
        if (!seconds.matches("[1-9]\\d{0,8}")) {
            throw RequestError.invalid("expires_after", "'expires_after[seconds]' must be a whole number above 0.");
        }
        return Optional.of(Duration.ofSeconds(Long.parseLong(seconds)));
    }

    private void sweep() throws IOException {
        for (ApiFile file : store.expired()) {
            if (store.batchThatReads(file.id()).isEmpty()) {
                vault.delete(file.id());
                store.delete(file.id());
            }
        }
    }

    /**
     * Answers {@code GET /v1/files?purpose=&limit=&order=&after=}.
     *
     * @throws RequestError when a parameter cannot be understood
     */
    public void list(Exchange exchange) {
        Message message = exchange.getMessage();
        Optional<ApiFile> after = BatchAnswers.parameter(message, "after").map(id -> find(id, FileOwner.of(message)));
        int limit = BatchAnswers.limit(message, LARGEST_PAGE, LARGEST_PAGE);
        boolean oldestFirst =
                BatchAnswers.parameter(message, "order").filter("asc"::equals).isPresent();
        List<ApiFile> files = store.page(
                FileOwner.of(message), BatchAnswers.parameter(message, "purpose"), after, oldestFirst, limit + 1);
        BatchAnswers.json(
                exchange, BatchAnswers.page(files.stream().map(ApiFile::asJson).toList(), limit));
    }

    /**
     * Answers {@code GET /v1/files/{id}}.
     *
     * @throws RequestError when the caller has no such file
     */
    public void show(Exchange exchange) {
        BatchAnswers.json(exchange, find(exchange.getMessage()).asJson());
    }

    /**
     * Answers {@code GET /v1/files/{id}/content} with a stream of its bytes.
     *
     * @throws RequestError when the caller has no such file
     */
    public void content(Exchange exchange) throws IOException {
        ApiFile file = find(exchange.getMessage());
        BatchAnswers.stream(exchange, "application/octet-stream", Files.newInputStream(vault.path(file.id())));
    }

    /**
     * Answers {@code DELETE /v1/files/{id}}.
     *
     * @throws RequestError when the caller has no such file, or a batch still reads it
     */
    public void delete(Exchange exchange) throws IOException {
        ApiFile file = find(exchange.getMessage());
        Optional<String> reader = store.batchThatReads(file.id());
        if (reader.isPresent()) {
            throw RequestError.http(
                    409,
                    "file_in_use",
                    "Batch '" + reader.get() + "' still reads this file. Wait for its end, or cancel it.");
        }
        store.delete(file.id());
        vault.delete(file.id());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        BatchAnswers.json(
                exchange, json.put("id", file.id()).put("object", "file").put("deleted", true));
    }

    private ApiFile find(Message message) {
        return find(message.getHeader("id", "", String.class), FileOwner.of(message));
    }

    /**
     * The file of this id, when it belongs to this owner.
     *
     * @throws RequestError when it does not
     */
    ApiFile find(String id, String owner) {
        return store.find(id)
                .filter(file -> file.owner().equals(owner))
                .orElseThrow(() -> RequestError.notFound("You have no file '" + id + "'. GET /v1/files lists yours."));
    }
}
