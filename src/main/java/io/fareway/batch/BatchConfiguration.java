package io.fareway.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.api.RequestIds;
import io.fareway.batch.sharing.WorkClaims;
import io.fareway.dialect.Translations;
import io.fareway.model.Settings;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the engine together. */
@Configuration(proxyBeanMethods = false)
class BatchConfiguration {

    @Bean
    Lines.Source lineSource(BatchProperties properties) {
        return new InputFiles(Math.toIntExact(properties.maxLine().toBytes()));
    }

    @Bean
    JobWishes jobWishes(BatchProperties properties, Clock clock, Supplier<Settings> settings) {
        return new JobWishes(clock, () -> settings.get().tiers().keySet(), properties.defaults());
    }

    @Bean
    LinePass linePass(BatchProperties properties, LineStore lines, LineSender sender, JobLimits limits, Clock clock) {
        RetryPauses pauses = new RetryPauses(properties.retryRounds(), properties.maxWait());
        return new LinePass(
                lines,
                new LineDelivery(sender, pauses, new ResultLines()),
                new LineSlots(properties.concurrency()),
                limits,
                clock,
                properties);
    }

    @Bean
    JobLines jobLines(
            JobStore store,
            LineStore lines,
            ProviderBatches batches,
            WorkClaims claims,
            LinePass pass,
            JobLimits limits,
            Clock clock) {
        return new JobLines(store, batches, claims, new FillPass(batches, new LineReading(lines)), pass, limits, clock);
    }

    @Bean
    JobPlaces jobPlaces(
            JobFolders folders,
            JobStore store,
            LineStore lines,
            GrowthStore growth,
            FileVault vault,
            FileStore files,
            ApiBatchStore batches,
            Clock clock) {
        return new JobPlaces(
                new FolderPlace(folders, store, lines, growth), new ApiPlace(vault, files, batches, lines, clock));
    }

    @Bean
    JobRun jobRun(
            JobStore store,
            LineStore lines,
            JobPlaces places,
            Lines.Source source,
            JobLines jobLines,
            ProviderBatchStore batches,
            JobReports reports,
            JobPaces paces,
            WorkClaims claims,
            Clock clock) {
        return new JobRun(
                store,
                places,
                source,
                new Survey(new LineParser(), store, lines),
                jobLines,
                new JobFinish(store, lines, batches, places, reports, clock),
                paces,
                claims);
    }

    @Bean
    JobWatch jobWatch(JobStore store, JobPlaces places, JobWorkers workers, JobPaces paces, WorkClaims claims) {
        return new JobWatch(store, places, workers, paces, claims);
    }

    @Bean
    JobWorkers jobWorkers(BatchProperties properties, JobRun run, JobFolders folders) {
        return new JobWorkers(properties.jobs(), run, folders);
    }

    @Bean
    BatchEngine batchEngine(
            BatchProperties properties,
            JobStore store,
            JobFolders folders,
            JobPlaces places,
            WorkClaims claims,
            JobWorkers workers,
            JobWatch watch,
            RequestIds ids,
            Clock clock) {
        return new BatchEngine(
                properties,
                store,
                folders,
                places,
                claims,
                workers,
                watch,
                () -> "batch_" + ids.next().replace("-", ""),
                clock);
    }

    @Bean
    JobControl jobControl(
            JobStore store,
            LineStore lines,
            JobWorkers workers,
            JobFolders folders,
            Lines.Source source,
            BatchEngine engine,
            WorkClaims claims) {
        return new JobControl(store, lines, workers, new JobRetry(lines, folders, source, engine), claims);
    }

    @Bean
    BatchDesk batchDesk(
            ApiBatchStore batches,
            JobStore jobs,
            FileDesk files,
            BatchEngine engine,
            JobControl control,
            ObjectMapper json,
            Clock clock) {
        return new BatchDesk(batches, jobs, files, engine, control, json, clock);
    }

    @Bean
    MessageBatchDesk messageBatchDesk(
            ApiBatchStore batches,
            JobStore jobs,
            FileVault vault,
            BatchProperties properties,
            BatchEngine engine,
            JobControl control,
            Translations dialects,
            RequestIds ids,
            Clock clock) {
        MessageBatchInput input =
                new MessageBatchInput(Math.toIntExact(properties.maxLine().toBytes()));
        return new MessageBatchDesk(batches, jobs, vault, input, engine, control, dialects, ids, clock);
    }

    @Bean
    QueueJobs queueJobs(
            BatchEngine engine,
            JobStore jobs,
            JobFolders folders,
            FileStore files,
            ApiBatchStore batches,
            QueueJobStore store,
            WorkClaims claims,
            ObjectMapper json,
            Clock clock) {
        return new QueueJobs(engine, jobs, folders, files, batches, store, claims, json, clock);
    }

    @Bean
    JobDesk jobDesk(JobControl control, JobPaces paces, JobResults results) {
        return new JobDesk(control, paces, results);
    }

    @Bean
    JobManagement jobManagement(JobControl control, JobPaces paces) {
        return new JobManagement(control, paces);
    }
}
