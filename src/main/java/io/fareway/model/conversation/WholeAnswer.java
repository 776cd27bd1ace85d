package io.fareway.model.conversation;

import io.fareway.model.Usage;
import java.util.List;
import java.util.Optional;

/**
 * A model's answer in one piece.
 *
 * @param id the provider's id of it; empty when it has none
 * @param model the model as the provider names it; empty when it does not
 * @param created seconds since 1970; 0 when the provider does not say
 * @param usage what the provider reports; empty when it does not
 */
public record WholeAnswer(String id, String model, long created, List<Choice> choices, Optional<Usage> usage) {

    public WholeAnswer {
        choices = List.copyOf(choices);
    }

    /** The same with what every caller's SDK reads, where the provider does not say it: id, model, and time. */
    public WholeAnswer identified(String ownId, String asked, long now) {
        return new WholeAnswer(
                id.isEmpty() ? ownId : id,
                model.isEmpty() ? asked : model,
                created == 0 ? now : created,
                choices,
                usage);
    }

    /** All words of all choices. */
    public String text() {
        StringBuilder text = new StringBuilder();
        choices.forEach(choice -> choice.parts().forEach(part -> text.append(part.words())));
        return text.toString();
    }
}
