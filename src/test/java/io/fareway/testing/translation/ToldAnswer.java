package io.fareway.testing.translation;

import io.fareway.dialect.Json;
import io.fareway.model.Usage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Choice;
import io.fareway.model.conversation.FinishReason;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an answer tells, whole or streamed: of its first choice.
 *
 * @param calls name and arguments of each, in order
 * @param prompt tokens of the prompt, all classes
 * @param answer tokens of the answer, all classes
 */
public record ToldAnswer(
        String words, String thoughts, List<String> calls, FinishReason finish, long prompt, long answer) {

    /** What a whole answer tells. */
    public static ToldAnswer of(WholeAnswer answer) {
        Choice choice = answer.choices().getFirst();
        StringBuilder words = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        List<String> calls = new ArrayList<>();
        for (Part part : choice.parts()) {
            words.append(part.words());
            if (part instanceof Part.Reasoning reasoning) {
                thoughts.append(reasoning.text());
            } else if (part instanceof Part.ToolCall call) {
                calls.add(call(call.name(), call.arguments()));
            }
        }
        Usage usage = answer.usage().orElse(Usage.NONE);
        return new ToldAnswer(
                words.toString(), thoughts.toString(), calls, choice.finish(), usage.prompt(), usage.answer());
    }

    /** What the events of a streamed answer tell. */
    public static ToldAnswer of(List<AnswerEvent> events) {
        StringBuilder words = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        Map<Integer, String> names = new TreeMap<>();
        Map<Integer, String> arguments = new TreeMap<>();
        FinishReason finish = FinishReason.PAUSE;
        Usage usage = Usage.NONE;
        for (AnswerEvent event : events) {
            switch (event) {
                case AnswerEvent.TextDelta text -> words.append(text.text());
                case AnswerEvent.RefusalDelta refusal -> words.append(refusal.text());
                case AnswerEvent.ReasoningDelta thought -> thoughts.append(thought.text());
                case AnswerEvent.CallBegin call -> names.put(call.call(), call.name());
                case AnswerEvent.CallDelta call -> arguments.merge(call.call(), call.arguments(), String::concat);
                case AnswerEvent.Finish end -> finish = end.reason();
                case AnswerEvent.Used used -> usage = used.usage();
                default -> {} // tells nothing that is compared
            }
        }
        List<String> calls = new ArrayList<>();
        names.forEach((call, name) -> calls.add(call(name, arguments.getOrDefault(call, ""))));
        return new ToldAnswer(words.toString(), thoughts.toString(), calls, finish, usage.prompt(), usage.answer());
    }

    /** The same to a caller who cannot be told thoughts. */
    public ToldAnswer withoutThoughts() {
        return new ToldAnswer(words, "", calls, finish, prompt, answer);
    }

    private static String call(String name, String arguments) {
        return name + " " + Json.parseObject(arguments).map(Object::toString).orElse("not an object: " + arguments);
    }
}
