package io.fareway.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Losses;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Source;
import java.util.Map;
import java.util.Optional;

/**
 * Pictures, documents and sounds: as bytes, or from S3. How closely a picture is to be seen cannot be said; the model sees
 * it whole.
 *
 * <p>Wire formats: <a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ImageBlock.html">ImageBlock</a>, <a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_DocumentBlock.html">DocumentBlock</a>, <a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_AudioBlock.html">AudioBlock</a>.
 */
final class MediaBlocks {

    private static final Map<String, String> IMAGES = Map.of(
            "image/png", "png", "image/jpeg", "jpeg", "image/jpg", "jpeg", "image/gif", "gif", "image/webp", "webp");

    private static final Map<String, String> DOCUMENTS = Map.of(
            "application/pdf", "pdf",
            "text/csv", "csv",
            "application/msword", "doc",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
            "application/vnd.ms-excel", "xls",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
            "text/html", "html",
            "text/plain", "txt",
            "text/markdown", "md");

    private final Losses losses;
    private int documents;

    MediaBlocks(Losses losses) {
        this.losses = losses;
    }

    void write(Part.Image image, ArrayNode to, String place) {
        boolean wantsDetail = image.detail().equals("low") || image.detail().equals("high");
        losses.loseIf(wantsDetail, place + " (detail of the image)");
        block("image", image.source(), IMAGES, to, place);
        CachePoints.write(image.cache(), to);
    }

    void write(Part.Document document, ArrayNode to, String place) {
        block("document", document.source(), DOCUMENTS, to, place).ifPresent(block -> {
            block.put("name", nameOf(document.name()));
            if (!document.context().isEmpty()) {
                block.put("context", document.context());
            }
            if (document.citable()) {
                block.putObject("citations").put("enabled", true);
            }
            CachePoints.write(document.cache(), to);
        });
    }

    void write(Part.Audio audio, ArrayNode to, String place) {
        Map<String, String> format =
                switch (audio.source()) {
                    case Source.Inline inline -> Map.of(inline.mediaType(), audio.format());
                    case Source.Remote remote -> Map.of(remote.mediaType(), audio.format());
                    case Source.Uploaded ignored -> Map.of();
                };
        block("audio", audio.source(), format, to, place);
    }

    private Optional<ObjectNode> block(
            String kind, Source source, Map<String, String> formats, ArrayNode to, String place) {
        String type =
                switch (source) {
                    case Source.Inline inline -> inline.mediaType();
                    case Source.Remote remote -> remote.mediaType();
                    case Source.Uploaded ignored -> "";
                };
        String format = formats.getOrDefault(type, "");
        boolean fetched = source instanceof Source.Inline
                || (source instanceof Source.Remote remote && remote.url().startsWith("s3://"));
        if (format.isEmpty() || !fetched) {
            losses.lose(place + (fetched ? " (" + kind + " of type " + type + ")" : " (" + kind + " by URL or id)"));
            return Optional.empty();
        }
        ObjectNode block = to.addObject().putObject(kind).put("format", format);
        ObjectNode from = block.putObject("source");
        switch (source) {
            case Source.Inline inline -> from.put("bytes", inline.data());
            case Source.Remote remote -> from.putObject("s3Location").put("uri", remote.url());
            case Source.Uploaded ignored -> {}
        }
        return Optional.of(block);
    }

    /** Converse wants a name of letters, digits, spaces, hyphens and brackets, each once in a request. */
    private String nameOf(String name) {
        documents++;
        String plain = name.replaceAll("[^A-Za-z0-9 ()\\[\\]-]", "-")
                .replaceAll(" +", " ")
                .strip();
        return plain.isEmpty() ? "document " + documents : documents == 1 ? plain : plain + " " + documents;
    }
}
