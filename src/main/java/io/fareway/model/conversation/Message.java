package io.fareway.model.conversation;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What one side says in one turn.
 *
 * @param name the speaker's name among several of the same role; empty for none
 */
public record Message(Role role, List<Part> parts, String name) {

    public Message {
        parts = List.copyOf(parts);
    }

    /** A message of plain words. */
    public static Message of(Role role, String text) {
        return new Message(role, List.of(new Part.Text(text)), "");
    }

    /** A message without a speaker's name. */
    public static Message of(Role role, List<Part> parts) {
        return new Message(role, parts, "");
    }

    /** All its words, text parts joined by line ends. */
    public String text() {
        return parts.stream().map(Part::words).filter(words -> !words.isEmpty()).collect(Collectors.joining("\n"));
    }
}
