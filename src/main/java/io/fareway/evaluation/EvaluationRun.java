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

/** Sends every prompt to every deployment, side by side, so that all of them see the same time of day. */
final class EvaluationRun {

    private final EvaluationCalls calls;
    private final Settings settings;
    private final PromptSet set;
    private final int atOnce;
    private final int repeats;

    /**
     * @param atOnce calls under way at each deployment
     * @param repeats how often each prompt is sent to each deployment
     */
    EvaluationRun(EvaluationCalls calls, Settings settings, PromptSet set, int atOnce, int repeats) {
        this.calls = calls;
        this.settings = settings;
        this.set = set;
        this.atOnce = atOnce;
        this.repeats = repeats;
    }

    /** Runs to the end; figures in the order of the deployments. */
    List<DeploymentFigures> run(List<Deployment> deployments) throws InterruptedException {
        Map<Deployment, Future<DeploymentFigures>> running = new LinkedHashMap<>();
        try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
            deployments.forEach(deployment -> running.put(deployment, side.submit(() -> figuresOf(deployment))));
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

    private DeploymentFigures figuresOf(Deployment deployment) throws InterruptedException {
        DeploymentCount count = new DeploymentCount(deployment);
        Semaphore places = new Semaphore(atOnce);
        long begun = System.nanoTime();
        List<Future<?>> sent = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int repeat = 0; repeat < repeats; repeat++) {
                for (Prompt prompt : set.prompts()) {
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
