package io.fareway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    private static final List<String> KNOWN = List.of("groq", "openai", "openrouter");

    @Test
    void hint_namesTheNearest() {
        assertThat(NearestName.hint("opnai", KNOWN)).isEqualTo(" (did you mean \"openai\"?)");
    }

    @Test
    void hint_isEmptyWhenNothingIsNear() {
        assertThat(NearestName.hint("mistral", KNOWN)).isEmpty();
    }

    @Test
    void among_prefersTheSmallerDistance() {
        assertThat(NearestName.among("groc", List.of("group", "groq"))).contains("groq");
    }

    @Test
    void among_takesTheFirstInTheAlphabetOfEquallyNearNames() {
        assertThat(NearestName.among("tier-x", List.of("tier-b", "tier-a"))).contains("tier-a");
    }
}
