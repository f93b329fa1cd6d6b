package org.backendcore.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares the features in {@code server.xml} with the APIs of Jakarta EE 10 and MicroProfile 7.1 that they provide.
 * Payara Micro has all of them that its list of unused parts leaves; without the feature, Open Liberty ignores the API's annotations in the application.
 *
 * @param names without their versions
 */
record ServerFeatures(List<String> names) {
    private static final Pattern FEATURE = Pattern.compile("<feature>([A-Za-z]+)-[\\d.]+</feature>");

    /** The features that include all APIs. */
    private static final List<String> EVERYTHING = List.of("jakartaee", "microProfile");

    /**
     * Package prefixes, of which the longest match counts, and their features: first the one to add, then others that
     * also provide it.
     */
    private static final TreeMap<String, List<String>> NEEDED = table("""
            jakarta.activation                       restfulWS-3.1 mail
            jakarta.annotation                       cdi-4.0
            jakarta.annotation.security              appSecurity-5.0 mpJwt
            jakarta.batch                            batch-2.1
            jakarta.decorator                        cdi-4.0
            jakarta.ejb                              enterpriseBeansLite-4.0 enterpriseBeans
            jakarta.el                               expressionLanguage-5.0 beanValidation faces pages
            jakarta.enterprise                       cdi-4.0
            jakarta.enterprise.concurrent            concurrent-3.0
            jakarta.faces                            faces-4.0
            jakarta.inject                           cdi-4.0
            jakarta.interceptor                      cdi-4.0
            jakarta.jms                              messaging-3.1 messagingClient
            jakarta.json                             jsonp-2.1 jsonb
            jakarta.json.bind                        jsonb-3.0
            jakarta.jws                              xmlWS-4.0
            jakarta.mail                             mail-2.1
            jakarta.persistence                      persistence-3.1
            jakarta.resource                         connectors-2.1 messaging
            jakarta.security.auth.message            appSecurity-5.0
            jakarta.security.enterprise              appSecurity-5.0
            jakarta.security.jacc                    appAuthorization-2.1
            jakarta.servlet                          servlet-6.0
            jakarta.servlet.jsp                      pages-3.1
            jakarta.transaction                      jdbc-4.3 persistence
            jakarta.validation                       beanValidation-3.0
            jakarta.websocket                        websocket-2.1
            jakarta.ws.rs                            restfulWS-3.1
            jakarta.xml.bind                         xmlBinding-4.0
            jakarta.xml.soap                         xmlWS-4.0
            jakarta.xml.ws                           xmlWS-4.0
            io.opentelemetry                         mpTelemetry-2.1
            org.eclipse.microprofile.auth            mpJwt-2.1
            org.eclipse.microprofile.config          mpConfig-3.1
            org.eclipse.microprofile.context         mpContextPropagation-1.3
            org.eclipse.microprofile.faulttolerance  mpFaultTolerance-4.1
            org.eclipse.microprofile.graphql         mpGraphQL-2.0
            org.eclipse.microprofile.health          mpHealth-4.0
            org.eclipse.microprofile.jwt             mpJwt-2.1
            org.eclipse.microprofile.metrics         mpMetrics-5.1
            org.eclipse.microprofile.openapi         mpOpenAPI-4.1
            org.eclipse.microprofile.reactive        mpReactiveMessaging-3.0
            org.eclipse.microprofile.rest.client     mpRestClient-4.0
            """);

    static ServerFeatures of(Path serverXml) throws IOException {
        return new ServerFeatures(FEATURE.matcher(Files.readString(serverXml))
                .results()
                .map(found -> found.group(1))
                .toList());
    }

    /** The feature to add for a package; empty if it is provided, or is not one of these APIs. */
    Optional<String> missingFor(String packageName) {
        List<String> features = NEEDED.descendingMap().entrySet().stream()
                .filter(each -> packageName.equals(each.getKey()) || packageName.startsWith(each.getKey() + "."))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(List.of());
        boolean there = features.isEmpty()
                || names.stream().anyMatch(EVERYTHING::contains)
                || features.stream().anyMatch(feature -> names.contains(feature.replaceFirst("-.*", "")));
        return there ? Optional.empty() : Optional.of(features.get(0));
    }

    /** The features that the table recommends, each once. */
    static List<String> recommended() {
        return NEEDED.values().stream()
                .map(features -> features.get(0))
                .distinct()
                .toList();
    }

    private static TreeMap<String, List<String>> table(String text) {
        return text.lines()
                .map(line -> line.split(" +", -1))
                .collect(Collectors.toMap(
                        words -> words[0],
                        words -> List.of(Arrays.copyOfRange(words, 1, words.length)),
                        (first, second) -> first,
                        TreeMap::new));
    }
}
