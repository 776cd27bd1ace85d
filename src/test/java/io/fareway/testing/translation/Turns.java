package io.fareway.testing.translation;

import io.fareway.dialect.Json;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the messages of a conversation say, whatever turns and blocks they stand in: dialects merge turns, split blocks, and
 * put instructions, results and documents in places of their own. Plain text of a document may have become words. Blanks
 * are not compared: whether blocks that follow each other are joined by one is each dialect's own matter.
 */
final class Turns {

    private static final String FAILED = "Error:";

    private final Map<String, List<String>> said = new LinkedHashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private final List<Spoken> words = new ArrayList<>();
    private final List<String> textDocuments = new ArrayList<>();

    private record Spoken(Role speaker, String text) {}

    Turns(List<Message> messages) {
        messages.forEach(this::read);
    }

    /** What is said besides words, by facet. */
    Map<String, String> facets() {
        Map<String, String> facets = new LinkedHashMap<>();
        said.forEach(
                (facet, values) -> facets.put(facet, String.join(facet.equals("instructions") ? "" : "\n", values)));
        return facets;
    }

    /** All words of both sides, without those of these documents. */
    String wordsWithout(List<String> documents) {
        StringBuilder all = new StringBuilder();
        Optional<Role> speaker = Optional.empty();
        for (Spoken spoken : words) {
            String text = spoken.text();
            for (String document : documents) {
                text = text.replace(document, "");
            }
            if (!text.isEmpty()) {
                boolean goesOn = speaker.equals(Optional.of(spoken.speaker()));
                all.append(goesOn ? "" : " " + spoken.speaker() + ": ").append(text);
                speaker = Optional.of(spoken.speaker());
            }
        }
        return all.toString();
    }

    /** The documents that are plain text. */
    List<String> textDocuments() {
        return textDocuments;
    }

    private void read(Message message) {
        if (!message.name().isEmpty()) {
            say("names", message.name());
        }
        for (Part part : message.parts()) {
            read(part, message.role());
        }
    }

    private void read(Part part, Role role) {
        switch (part) {
            case Part.Text text -> speak(text.text(), role);
            case Part.Refusal refusal -> speak(refusal.text(), role);
            case Part.Image image -> {
                say("images", bytes(image.source()));
                say("details", image.detail().equals("auto") ? "" : image.detail());
            }
            case Part.Document document -> document(document);
            case Part.Audio audio -> say("audio", audio.format() + " " + bytes(audio.source()));
            case Part.ToolCall call -> {
                calls.put(call.id(), calls.size());
                say(
                        "calls",
                        call.name() + " "
                                + Json.parseObject(call.arguments())
                                        .map(Object::toString)
                                        .orElse("{}"));
            }
            case Part.ToolResult result -> result(result);
            case Part.Reasoning ignored -> {} // reaches only the vendor that made it
            case Part.Other other -> say("of one vendor", other.type());
        }
    }

    private void result(Part.ToolResult result) {
        List<String> texts = new ArrayList<>();
        for (Part content : result.content()) {
            if (content instanceof Part.Text text) {
                texts.add(text.text());
            } else {
                read(content, Role.TOOL);
            }
        }
        String text = plain(String.join("", texts));
        boolean toldInWords = text.startsWith(FAILED);
        say(
                "results",
                "of call " + calls.getOrDefault(result.callId(), -1) + ": "
                        + (toldInWords ? text.substring(FAILED.length()) : text));
        say("failures", result.failed() || toldInWords ? "call " + calls.get(result.callId()) : "");
    }

    private void document(Part.Document document) {
        Optional<String> text = document.source() instanceof Source.Inline inline
                        && inline.mediaType().startsWith("text/")
                ? inline.text()
                : Optional.empty();
        if (text.isPresent()) {
            textDocuments.add(plain(text.get()));
        } else {
            say("documents", bytes(document.source()));
        }
        say("contexts of documents", document.context());
        if (document.citable() && !said.containsKey("citations of documents")) {
            say("citations of documents", "wanted");
        }
    }

    private void speak(String text, Role role) {
        if (role == Role.SYSTEM || role == Role.DEVELOPER) {
            say("instructions", plain(text));
        } else {
            words.add(new Spoken(role, plain(text)));
        }
    }

    private void say(String facet, String value) {
        if (!value.isEmpty()) {
            said.computeIfAbsent(facet, unsaid -> new ArrayList<>()).add(value);
        }
    }

    private static String bytes(Source source) {
        return switch (source) {
            case Source.Inline inline -> inline.mediaType() + " " + inline.data();
            case Source.Remote remote -> remote.url();
            case Source.Uploaded uploaded -> uploaded.fileId();
        };
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", "");
    }
}
