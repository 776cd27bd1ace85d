package io.fareway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.conversation.CacheMark;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.Sampling;
import io.fareway.model.conversation.Source;
import io.fareway.model.conversation.Thinking;
import io.fareway.model.conversation.Tool;
import io.fareway.model.conversation.ToolChoice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/** Draws valid conversations, the same ones from the same seed, of what a dialect can say. */
final class RandomConversations {

    private static final List<String> WORDS =
            List.of("Grüß", "Gott", "🙂", "two\nlines", "\"quoted\"", "back\\slash", "data: x", "{", "naïve", "中文");

    private final Random random;
    private final boolean anthropic;
    private final boolean everything;
    private int calls;
    private int documents;

    /** Conversations for Anthropic's messages, or else for OpenAI's responses. */
    RandomConversations(long seed, boolean anthropic) {
        this(seed, anthropic, false);
    }

    private RandomConversations(long seed, boolean anthropic, boolean everything) {
        this.random = new Random(seed);
        this.anthropic = anthropic;
        this.everything = everything;
    }

    /** Conversations that say whatever any dialect can say. */
    static RandomConversations ofEverything(long seed) {
        return new RandomConversations(seed, true, true);
    }

    Conversation next() {
        calls = 0;
        List<Message> messages = new ArrayList<>();
        if (random.nextBoolean()) {
            messages.add(Message.of(Role.SYSTEM, some(1 + random.nextInt(2), this::text)));
        }
        int turns = 1 + random.nextInt(4);
        for (int i = 0; i < turns; i++) {
            String speaker = everything && random.nextInt(8) == 0 ? "ann" : "";
            List<Part> said = some(1 + random.nextInt(3), this::userPart);
            if (everything) {
                said.addFirst(text());
            }
            messages.add(new Message(Role.USER, said, speaker));
            if (i < turns - 1) {
                addAnswer(messages);
            }
        }
        List<Tool> tools = random.nextBoolean() ? List.of() : List.of(tool("get_weather"), tool("set_light"));
        ToolChoice choice = tools.isEmpty() ? new ToolChoice.Unsaid() : toolChoice();
        boolean forced = choice instanceof ToolChoice.Required || choice instanceof ToolChoice.Named;
        Thinking thinking = forced ? Thinking.UNSAID : thinking();
        boolean parallelSaid = choice instanceof ToolChoice.Auto || choice instanceof ToolChoice.Required;
        return new Conversation(
                messages,
                tools,
                choice,
                parallelSaid ? maybe(random::nextBoolean) : Optional.empty(),
                sampling(thinking),
                format(),
                thinking,
                random.nextBoolean() ? "" : "user-7",
                Map.of(),
                Map.of());
    }

    private void addAnswer(List<Message> messages) {
        List<Part> parts = new ArrayList<>();
        if (random.nextBoolean()) {
            parts.add(thoughts());
        }
        parts.addAll(some(random.nextInt(3), this::plainText));
        List<Part> results = new ArrayList<>();
        int asked = random.nextInt(3);
        for (int i = 0; i < asked; i++) {
            String id = "call_" + calls++;
            parts.add(new Part.ToolCall(id, "get_weather", object().toString(), "", mark()));
            results.add(result(id));
        }
        if (parts.isEmpty()) {
            parts.add(plainText());
        }
        messages.add(Message.of(Role.ASSISTANT, parts));
        if (!results.isEmpty()) {
            messages.add(Message.of(Role.TOOL, results));
        }
    }

    private Part thoughts() {
        if (!anthropic) {
            return new Part.Reasoning(words(), "", "fareway:openai-responses:rs_" + random.nextInt(99) + "|gAAA");
        }
        return random.nextBoolean()
                ? new Part.Reasoning(words(), "fareway:anthropic:EqQB" + random.nextInt(99), "")
                : new Part.Reasoning("", "", "fareway:anthropic:redacted.Emwk" + random.nextInt(99));
    }

    private Part result(String id) {
        boolean failed = anthropic && random.nextBoolean();
        List<Part> content = random.nextInt(3) == 0
                ? List.of(plainText(), image())
                : random.nextInt(5) == 0 && anthropic ? List.of() : List.of(plainText());
        return new Part.ToolResult(id, "", content, failed, mark());
    }

    private Part userPart() {
        return switch (random.nextInt(everything ? 6 : 5)) {
            case 0 -> image();
            case 1 -> document();
            case 5 -> new Part.Audio(new Source.Inline("audio/wav", "UklGRg=="), "wav");
            default -> text();
        };
    }

    private Part text() {
        return new Part.Text(words(), List.of(), mark());
    }

    private Part plainText() {
        return new Part.Text(words());
    }

    private Part image() {
        Source source = random.nextBoolean()
                ? new Source.Inline("image/png", "iVBORw0KGgo=")
                : new Source.Remote("https://example.com/a.png?x=1&y=2", "");
        String detail =
                anthropic && !everything ? "" : List.of("auto", "low", "high").get(random.nextInt(3));
        return new Part.Image(source, detail, mark());
    }

    private Part document() {
        boolean rich = anthropic && random.nextBoolean();
        String context = rich ? words() : "";
        return switch (random.nextInt(3)) {
            case 0 ->
                new Part.Document(new Source.Inline("application/pdf", "JVBERi0="), "a.pdf", context, rich, mark());
            case 1 -> new Part.Document(Source.Inline.ofText(textOfDocument()), "notes", context, rich, mark());
            default -> new Part.Document(new Source.Remote("https://example.com/a.pdf", ""), "", context, rich, mark());
        };
    }

    /** No words of a turn are the same, where documents are told apart from turns. */
    private String textOfDocument() {
        return everything ? "document " + documents++ + ": " + words() : words();
    }

    private Tool tool(String name) {
        return new Tool.Function(
                name, random.nextBoolean() ? "" : words(), schema(), Optional.of(random.nextBoolean()), mark());
    }

    private ToolChoice toolChoice() {
        return switch (random.nextInt(4)) {
            case 0 -> new ToolChoice.Auto();
            case 1 -> new ToolChoice.None();
            case 2 -> new ToolChoice.Required();
            default -> new ToolChoice.Named("set_light");
        };
    }

    private Thinking thinking() {
        return switch (random.nextInt(3)) {
            case 0 -> Thinking.UNSAID;
            case 1 -> Thinking.OFF;
            default -> new Thinking(List.of("low", "medium", "high").get(random.nextInt(3)), OptionalInt.empty(), true);
        };
    }

    private Sampling sampling(Thinking thinking) {
        boolean thinks = !thinking.isOff() && !thinking.isUnsaid();
        boolean logprobs = (everything || !anthropic) && random.nextBoolean();
        return new Sampling(
                OptionalInt.of((everything ? 40_000 : 2000) + random.nextInt(2000)),
                anthropic && thinks ? Optional.empty() : maybe(() -> new BigDecimal("0.7")),
                maybe(() -> new BigDecimal("0.95")),
                anthropic && !thinks && random.nextBoolean() ? OptionalInt.of(40) : OptionalInt.empty(),
                anthropic && random.nextBoolean() ? List.of("END", words()) : List.of(),
                everything && random.nextBoolean() ? OptionalLong.of(random.nextInt()) : OptionalLong.empty(),
                everything && random.nextInt(5) == 0 ? 2 : 1,
                penalty(),
                penalty(),
                logprobs,
                logprobs ? OptionalInt.of(3) : OptionalInt.empty());
    }

    private Optional<BigDecimal> penalty() {
        return everything
                ? maybe(() -> random.nextBoolean() ? BigDecimal.ZERO : new BigDecimal("0.5"))
                : Optional.empty();
    }

    private OutputFormat format() {
        if (everything && random.nextInt(4) == 0) {
            return new OutputFormat.JsonObject();
        }
        return switch (random.nextInt(3)) {
            case 0 ->
                anthropic
                        ? new OutputFormat.JsonSchema("answer", "", schema(), Optional.of(true))
                        : new OutputFormat.JsonSchema("city", words(), schema(), Optional.of(false));
            case 1 -> anthropic ? new OutputFormat.Text() : new OutputFormat.JsonObject();
            default -> new OutputFormat.Text();
        };
    }

    private static JsonNode schema() {
        ObjectNode schema = Json.object().put("type", "object");
        schema.putObject("properties").putObject("city").put("type", "string");
        schema.putArray("required").add("city");
        return schema.put("additionalProperties", false);
    }

    private ObjectNode object() {
        return Json.object().put("city", words()).put("count", random.nextInt(100));
    }

    private Optional<CacheMark> mark() {
        return anthropic && random.nextInt(4) == 0
                ? Optional.of(random.nextBoolean() ? CacheMark.FIVE_MINUTES : CacheMark.ONE_HOUR)
                : Optional.empty();
    }

    private String words() {
        StringBuilder words = new StringBuilder(WORDS.get(random.nextInt(WORDS.size())));
        for (int i = random.nextInt(4); i > 0; i--) {
            words.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return words.toString();
    }

    private <T> List<T> some(int count, Supplier<T> drawn) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(drawn.get());
        }
        return all;
    }

    private <T> Optional<T> maybe(Supplier<T> drawn) {
        return random.nextBoolean() ? Optional.of(drawn.get()) : Optional.empty();
    }
}
