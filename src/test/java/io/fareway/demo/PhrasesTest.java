package io.fareway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhrasesTest {

    @ParameterizedTest
    @CsvSource({
        "What is the capital of France?, SHORT",
        "Summarize the minutes of our meeting, SUMMARY",
        "Write a Python function that sorts names, CODE",
        "Is this review positive or negative?, CHOICE",
        "Suggest five names for a cat, LIST",
        "Explain the tides, EXPLANATION"
    })
    void kind_followsTheWords(String prompt, Question.Kind kind) {
        assertThat(new Question(prompt).kind()).isEqualTo(kind);
    }

    @Test
    void kind_ofALongTextIsAnExplanation() {
        assertThat(new Question("blue ".repeat(81)).kind()).isEqualTo(Question.Kind.EXPLANATION);
    }

    @Test
    void subject_isTheLastMeaningfulWordOfTheFirstSentence() {
        assertThat(new Question("Please tell me about the migration of Arctic terns. Use five words.").subject())
                .isEqualTo("terns");
    }

    @Test
    void subject_ofNothingIsStillAWord() {
        assertThat(new Question("").subject()).isEqualTo("that");
    }

    @Test
    void answer_toAChoiceStartsWithOneOfTheOffers() {
        assertThat(new Phrases("Is this review positive or negative?").answer()).matches("(positive|negative)\\..*");
    }

    @Test
    void answer_forCodeHoldsACodeBlock() {
        assertThat(new Phrases("Write a Python function that sorts names").answer())
                .containsPattern("(?s)```python\ndef \\w+\\(.*```");
    }

    @Test
    void answer_isLongerForASummaryThanForAShortQuestion() {
        String summary = new Phrases("Summarize the history of tea").answer();

        String reply = new Phrases("Who invented tea?").answer();

        assertThat(summary.length()).isGreaterThan(2 * reply.length());
        assertThat(summary).contains("tea");
    }

    @Test
    void answer_leavesNoPlaceholder() {
        for (String prompt :
                new String[] {"Who?", "List tea", "Explain tea", "Summarize tea", "tea or coffee", "code"}) {
            assertThat(new Phrases(prompt).answer()).doesNotContain("{", "}");
        }
    }
}
