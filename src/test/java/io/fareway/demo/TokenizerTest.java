package io.fareway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenizerTest {

    private final Tokenizer tokenizer = new Tokenizer();

    @Test
    void pieces_addUpToTheTextWithOnePieceForEachToken() {
        String text = "Grüße an 東京 und \uD83E\uDD99\uD83E\uDDFF!";

        assertThat(tokenizer.pieces(text)).hasSize(tokenizer.tokens(text).length);
        assertThat(String.join("", tokenizer.pieces(text))).isEqualTo(text);
    }

    @Test
    void pieces_neverHoldHalfACharacter() {
        assertThat(tokenizer.pieces("\uD83E\uDD99\uD83E\uDDFF")).noneMatch(piece -> piece.contains("\uFFFD"));
    }

    @Test
    void tokens_takeSpecialWordsForText() {
        assertThat(tokenizer.tokens("<|endoftext|>")).hasSizeGreaterThan(1);
    }
}
