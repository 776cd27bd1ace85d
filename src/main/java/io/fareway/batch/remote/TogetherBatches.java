package io.fareway.batch.remote;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Together's batches: OpenAI's form, but files go to an address of their own with a purpose of their own, the created
 * batch comes as {@code job}, states are in capitals, and there are no pages.
 *
 * <p>Wire format: <a href="https://docs.together.ai/reference/batch-create">create a batch</a>, <a
 * href="https://docs.together.ai/reference/upload-file">upload a file</a>.
 */
final class TogetherBatches extends OpenAiBatches {

    private final BatchHttp http;

    TogetherBatches(BatchHttp http) {
        super(http);
        this.http = http;
    }

    @Override
    public String line(String name, String path, String body) {
        return "{\"custom_id\":\"" + name + "\",\"body\":" + body + "}";
    }

    @Override
    public String stage(Submission batch) throws IOException, InterruptedException {
        String name = batch.id() + ".jsonl";
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("purpose", "batch-api");
        fields.put("file_name", name);
        fields.put("file_type", "jsonl");
        return http.upload("/files/upload", fields, batch.file(), name)
                .path("id")
                .asText();
    }
}
