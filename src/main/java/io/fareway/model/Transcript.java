package io.fareway.model;

import io.fareway.model.conversation.AnswerEvent;

/**
 * What a streamed answer has said, as one text by which two answers can be compared: plain words as they are, and a mark
 * wherever it changes to thoughts, a refusal or a call, or seals its thoughts. Ids of calls and signatures differ between
 * providers and are left out. Used by one thread at a time.
 */
public final class Transcript {

    private static final String WORDS = "";
    private static final char MARK = '\u0000';

    private final StringBuilder said = new StringBuilder();
    private String voice = WORDS;

    /**
     * What an event adds.
     *
     * @param mark says whose words follow; empty when the same voice goes on
     */
    public record Piece(String mark, String words) {

        private static final Piece NOTHING = new Piece("", "");

        /** Mark and words. */
        public String text() {
            return mark + words;
        }
    }

    /** Adds what an event says, which for many is nothing. */
    public Piece add(AnswerEvent event) {
        Piece piece =
                switch (event) {
                    case AnswerEvent.TextDelta text -> spoken(WORDS, text.text());
                    case AnswerEvent.ReasoningDelta thought -> spoken("thought", thought.text());
                    case AnswerEvent.RefusalDelta refusal -> spoken("refusal", refusal.text());
                    case AnswerEvent.CallDelta call -> spoken("call " + call.call(), call.arguments());
                    case AnswerEvent.ReasoningSeal ignored -> new Piece(MARK + "seal" + MARK, "");
                    case AnswerEvent.CallBegin call -> {
                        voice = "call " + call.call();
                        yield new Piece(MARK + voice + " " + call.name() + MARK, "");
                    }
                    default -> Piece.NOTHING;
                };
        said.append(piece.text());
        return piece;
    }

    /** Chunks without a word come in any number, so they change nothing. */
    private Piece spoken(String by, String words) {
        if (words.isEmpty()) {
            return Piece.NOTHING;
        }
        String mark = by.equals(voice) ? "" : MARK + by + MARK;
        voice = by;
        return new Piece(mark, words);
    }

    public int length() {
        return said.length();
    }

    /** All that was said. */
    public String text() {
        return said.toString();
    }
}
