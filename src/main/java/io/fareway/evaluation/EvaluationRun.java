package io.fareway.evaluation;

import io.fareway.model.Deployment;
import io.fareway.model.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Sends every prompt to every deployment, side by side, so that all of them see the same time of day. */
final class EvaluationRun {

    private final EvaluationCalls calls;
    private final Settings settings;
    private final PromptSet set;
    private final int atOnce;
    private final int repeats;
    private final int warmUp;

    /**
     * @param atOnce calls under way at each deployment
     * @param repeats how often each prompt is sent to each deployment
     * @param warmUp calls to each deployment before that, which count in no figure
     */
    EvaluationRun(EvaluationCalls calls, Settings settings, PromptSet set, int atOnce, int repeats, int warmUp) {
        this.calls = calls;
        this.settings = settings;
        this.set = set;
        this.atOnce = atOnce;
        this.repeats = repeats;
        this.warmUp = warmUp;
    }

    /** Runs to the end; figures in the order of the deployments. Nobody is measured before all are warm. */
    List<DeploymentFigures> run(List<Deployment> deployments) throws InterruptedException {
        List<Prompt> first = Stream.generate(set.prompts()::stream)
                .flatMap(prompts -> prompts)
                .limit(warmUp)
                .toList();
        sideBySide(deployments, first);
        return sideBySide(
                deployments,
                Stream.generate(set.prompts()::stream)
                        .limit(repeats)
                        .flatMap(prompts -> prompts)
                        .toList());
    }

    private List<DeploymentFigures> sideBySide(List<Deployment> deployments, List<Prompt> prompts)
            throws InterruptedException {
        Map<Deployment, Future<DeploymentFigures>> running = new LinkedHashMap<>();
        try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
            deployments.forEach(
                    deployment -> running.put(deployment, side.submit(() -> figuresOf(deployment, prompts))));
        }
        List<DeploymentFigures> figures = new ArrayList<>();
        for (Future<DeploymentFigures> each : running.values()) {
            figures.add(resultOf(each));
        }
        return figures;
    }

    private static DeploymentFigures resultOf(Future<DeploymentFigures> run) throws InterruptedException {
        try {
            return run.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an evaluation ended early", e.getCause());
        }
    }

    private DeploymentFigures figuresOf(Deployment deployment, List<Prompt> prompts) throws InterruptedException {
        DeploymentCount count = new DeploymentCount(deployment);
        Semaphore places = new Semaphore(atOnce);
        long begun = System.nanoTime();
        List<Future<?>> sent = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Prompt prompt : prompts) {
                places.acquire();
                sent.add(callers.submit(() -> {
                    try {
                        count.add(calls.call(prompt, deployment, set, settings));
                    } finally {
                        places.release();
                    }
                }));
            }
        }
        for (Future<?> each : sent) {
            requireEnded(each);
        }
        return count.figures(System.nanoTime() - begun);
    }

    private static void requireEnded(Future<?> call) throws InterruptedException {
        try {
            call.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call of the evaluation ended early: " + e.getCause(), e.getCause());
        }
    }
}
