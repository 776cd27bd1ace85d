package io.fareway.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.api.ChatRequestReader;
import io.fareway.api.RequestIds;
import io.fareway.batch.remote.RemoteBatchApis;
import io.fareway.batch.sharing.WorkClaims;
import io.fareway.dialect.Translations;
import io.fareway.ledger.Ledger;
import io.fareway.model.Settings;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.MonthVolumes;
import io.fareway.pricing.PriceBook;
import io.fareway.pricing.PriceHours;
import io.fareway.provider.AuthorizationHeaders;
import io.fareway.routing.PlanAdjustments;
import io.fareway.routing.Planner;
import io.fareway.routing.TaskClassifier;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what concerns batches at providers. */
@Configuration(proxyBeanMethods = false)
class ProviderBatchConfiguration {

    @Bean
    LiveReserve liveReserve(ProviderBatchProperties properties) {
        return new LiveReserve(properties.liveReserve());
    }

    @Bean
    WayPlanner wayPlanner(
            ChatRequestReader reader,
            TaskClassifier classifier,
            Planner planner,
            PlanAdjustments adjustments,
            PriceHours hours,
            Translations dialects,
            RequestIds ids,
            Supplier<Settings> settings,
            LiveReserve reserve,
            Clock clock) {
        return new WayPlanner(reader, classifier, planner, adjustments, hours, dialects, ids, settings, reserve, clock);
    }

    @Bean
    ProviderBatchBooks providerBatchBooks(
            Ledger ledger,
            PriceBook prices,
            CostCalculator costs,
            ChatRequestReader reader,
            Translations dialects,
            MonthVolumes volumes,
            Supplier<Settings> settings,
            Clock clock) {
        BatchAnswerForm form = new BatchAnswerForm(dialects, clock);
        return new ProviderBatchBooks(ledger, prices, costs, reader, form, volumes, settings, clock);
    }

    @Bean
    ProviderBatchApis providerBatchApis(
            Supplier<Settings> settings, ObjectMapper json, AuthorizationHeaders authorization) {
        return new ProviderBatchApis(settings, new RemoteBatchApis(json, authorization));
    }

    @Bean
    ProviderBatches providerBatches(
            ProviderBatchStore store,
            JobStore jobs,
            LineStore lines,
            WayPlanner planner,
            ProviderBatchApis apis,
            ProviderBatchBooks books,
            ProviderBatchProperties properties,
            RequestIds ids,
            Clock clock,
            WorkClaims claims,
            LiveReserve reserve) {
        ProviderBatchResults results = new ProviderBatchResults(store, lines, books, properties.folder(), clock);
        return new ProviderBatches(
                store,
                planner,
                apis,
                new ProviderBatchDrive(store, jobs, apis, results, properties, reserve, clock),
                properties,
                () -> "pb_" + ids.next().replace("-", ""),
                clock,
                claims);
    }
}
