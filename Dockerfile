# Built with: docker build -t fareway .
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml .
COPY config/schema config/schema
COPY src src
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp package -DskipTests

FROM eclipse-temurin:25-jre
WORKDIR /opt/fareway
RUN mkdir data inbox outbox reports && chown 1000:1000 data inbox outbox reports
COPY --from=build /src/target/fareway.jar .
COPY config config
COPY routes routes
COPY samples samples
USER 1000:1000
EXPOSE 8080
# the image brings no HTTP client; bash can ask by itself
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${FAREWAY_PORT:-8080} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200'"]
# the heap has its whole size from the start: docs/performance.md
ENTRYPOINT ["java", "-XX:InitialRAMPercentage=50", "-XX:MaxRAMPercentage=50", "-jar", "fareway.jar"]
