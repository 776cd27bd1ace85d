package io.fareway.pricing;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How price feeds are written, and a second one whose word is asked, under {@code fareway.prices.feeds}.
 *
 * @param format of {@code fareway.prices.feed}
 * @param second file or http(s) address of a second table; blank for none. Where it lists a figure, it must agree
 * @param secondFormat of the second table
 */
@Validated
@ConfigurationProperties("fareway.prices.feeds")
public record FeedProperties(
        @NotNull @DefaultValue("litellm") FeedFormat format,
        @NotNull @DefaultValue("") String second,
        @NotNull @DefaultValue("models-dev") FeedFormat secondFormat) {

    /** LiteLLM's table, and no second one. */
    static final FeedProperties LITELLM_ONLY = new FeedProperties(FeedFormat.LITELLM, "", FeedFormat.MODELS_DEV);
}
