package io.fareway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.ClassifierRules.Structure;
import io.fareway.model.conversation.Conversation;
import io.fareway.testing.Dialects;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptStructureTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CODE              | What does ```x = 1``` do",
                "CODE              | def area(r): return 3 * r",
                "MATHS             | Simplify 3*4 + 2",
                "MATHS             | What is $x^2$ at 3",
                "SEVERAL_QUESTIONS | Who is it? What is it? Why?",
            })
    void isIn_findsStructureInThePrompt(Structure structure, String prompt) {
        assertThat(PromptStructure.isIn(structure, Conversation.of(List.of()), prompt.toLowerCase(Locale.ROOT)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Please class this ticket as urgent or not.", "Hello there, how are you?"})
    void isIn_doesNotMistakeProseForCodeOrMaths(String prompt) {
        Conversation nothing = Conversation.of(List.of());

        for (Structure structure : List.of(Structure.CODE, Structure.MATHS, Structure.SEVERAL_QUESTIONS)) {
            assertThat(PromptStructure.isIn(structure, nothing, prompt.toLowerCase(Locale.ROOT)))
                    .as(structure.name())
                    .isFalse();
        }
    }

    /** The patterns that the rules were tuned with; the shipped form must say the same of any prompt, faster. */
    @Test
    void isIn_agreesWithThePatternsItStandsFor() throws Exception {
        Pattern code = Pattern.compile(
                "```|\\b(def|class|function|import|public static|#include)\\b[^.\\n]*[({:;]|;\\s*\\n|\\{\\s*\\n|=>");
        Pattern maths =
                Pattern.compile("\\$[^$\\n]+\\$|\\\\(frac|sum|int|sqrt)|\\d\\s*[*/^+]\\s*\\d|[∑∫√≤≥≠]|\\bx\\s*=");
        List<String> pieces = List.of(
                "def",
                "class ",
                "undefined",
                "import x",
                "public static",
                "#include",
                "(",
                "{",
                ":",
                ";",
                "\n",
                " ",
                "\t",
                "`",
                "```",
                "=",
                ">",
                ".",
                "$",
                "5",
                "x",
                "\\frac",
                "\\",
                "+",
                "/",
                "√",
                "a word ",
                "\r",
                "\u000b");
        Random random = new Random(1);
        Conversation request = Conversation.of(List.of());

        for (int i = 0; i < 20_000; i++) {
            StringBuilder prompt = new StringBuilder();
            for (int length = random.nextInt(8); length > 0; length--) {
                prompt.append(pieces.get(random.nextInt(pieces.size())));
            }
            String text = prompt.toString();
            assertThat(PromptStructure.isIn(Structure.CODE, request, text))
                    .as("code in <%s>", text)
                    .isEqualTo(code.matcher(text).find());
            assertThat(PromptStructure.isIn(Structure.MATHS, request, text))
                    .as("maths in <%s>", text)
                    .isEqualTo(maths.matcher(text).find());
        }
    }

    @Test
    void isIn_readsWhatTheRequestDemands() {
        String turn = "{\"role\":\"user\",\"content\":\"Hi\"}";
        Conversation request = Dialects.conversation(
                "{\"model\":\"auto\",\"response_format\":{\"type\":\"json_schema\"},\"tools\":[{}],\"messages\":["
                        + String.join(",", Collections.nCopies(8, turn)) + "]}");

        assertThat(PromptStructure.isIn(Structure.SCHEMA, request, "")).isTrue();
        assertThat(PromptStructure.isIn(Structure.TOOLS, request, "")).isTrue();
        assertThat(PromptStructure.isIn(Structure.LONG_CONVERSATION, request, ""))
                .isTrue();
    }

    @Test
    void containsAny_findsWholeWordsOnly() {
        assertThat(PromptText.containsAny("please prove it.", List.of("Prove"))).isTrue();
        assertThat(PromptText.containsAny("please improve it", List.of("prove")))
                .isFalse();
        assertThat(PromptText.containsAny("improve, then prove", List.of("prove")))
                .isTrue();
        assertThat(PromptText.containsAny("step by step please", List.of("step by step")))
                .isTrue();
    }

    @Test
    void ofLastUserMessage_readsTextPartsOfTheLastUserMessage() {
        Conversation request = Dialects.conversation(
                """
                {"model":"auto","messages":[{"role":"user","content":"FIRST"},
                 {"role":"user","content":[{"type":"text","text":"Second"},{"type":"image_url","image_url":{}}]},
                 {"role":"assistant","content":"answer"}]}
                """);

        assertThat(PromptText.ofLastUserMessage(request)).contains("second").doesNotContain("first", "answer");
    }
}
