package io.fareway.batch;

import com.fasterxml.jackson.databind.node.TextNode;
import io.fareway.dialect.JsonFields;
import java.util.Map;
import java.util.OptionalLong;

/** Reads lines of a job: what they say, and whether their {@code custom_id} is their own. */
final class LineReading {

    private final LineStore store;
    private final LineParser parser = new LineParser();

    LineReading(LineStore store) {
        this.store = store;
    }

    /** The request in this line, or why there is none. */
    ParsedLine read(Job job, InputLine input) {
        ParsedLine line = parser.parse(job.id(), input);
        if (!(line instanceof BatchLine good)) {
            return line;
        }
        OptionalLong first = store.firstUse(job.id(), good.customId());
        if (first.isPresent() && first.getAsLong() == line.number()) {
            return asWanted(job.options(), good);
        }
        if (first.isEmpty()) {
            return new BadLine(
                    line.number(),
                    line.readableId(),
                    "input_changed",
                    "Line " + line.number()
                            + " had another custom_id when the job began. Drop the changed file as a new" + " job.");
        }
        String message = "Line " + line.number() + " has the custom_id of line " + first.getAsLong()
                + ". Give each line one of its own.";
        return new BadLine(line.number(), line.readableId(), "duplicate_custom_id", message);
    }

    /** The job's owner may ask for another model, or a tier, than the lines, and for a policy. */
    private static BatchLine asWanted(JobOptions wanted, BatchLine line) {
        BatchLine withModel = wanted.model()
                .map(model -> line.withBody(JsonFields.with(
                        line.body(), Map.of("model", TextNode.valueOf(model).toString()))))
                .orElse(line);
        return wanted.policy().map(withModel::withPolicy).orElse(withModel);
    }
}
