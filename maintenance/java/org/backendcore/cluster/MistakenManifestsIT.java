package org.backendcore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule for the manifests detects a planted mistake. */
@Tag("manifests")
final class MistakenManifestsIT {
    private static final String DELIVERED = """
            data:
              APP_ALLOWED_HOSTS: app.example.com
              DB_POOL_MAX_SIZE: "5"
              DB_URL: jdbc:postgresql://db.example.com/app?sslmode=verify-full&sslrootcert=/etc/backend-core/db-ca.pem
              DB_USER: app
              MP_CONFIG_PROFILE: prod
            """;

    @ParameterizedTest(name = "{0}: {2} for {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', maxCharsPerColumn = 400, textBlock = """
            prod    | minReplicas | minReplicaz | The field `minReplicaz` in the JSON string is not defined
            prod    | minReplicas: \\d+ | minReplicas: '3' | .spec.minReplicas is
            prod    | minReplicas: | "minReplicas: 3\\n  minReplicas:" | Duplicate
            prod    | "kind: Service\\n" | "kind: Servic\\n" | v1/Servic is not a known kind
            prod    | apiVersion: autoscaling/v2 | apiVersion: autoscaling/v1 | autoscaling/v1/HorizontalPodAutoscaler is not a known kind
            prod    | memory: \\S+ | memory: 768MiB | suffix
            prod    | whenUnsatisfiable: ScheduleAnyway | whenUnsatisfiable: Anyway | whenUnsatisfiable is 'Anyway'
            prod    | enableServiceLinks: false | enableServiceLinks: true | enableServiceLinks
            prod    | "      enableServiceLinks: false\\n" | "" | enableServiceLinks
            prod    | automountServiceAccountToken: false | automountServiceAccountToken: true | no Kubernetes token
            prod    | runAsNonRoot: true | runAsNonRoot: false | not root
            prod    | runAsUser: 10001 | runAsUser: 0 | not root
            prod    | RuntimeDefault | Unconfined | seccomp
            prod    | "        fsGroup: 10001\\n" | "" | reads its secrets through its group
            prod    | readOnlyRootFilesystem: true | "readOnlyRootFilesystem: true\\n          runAsUser: 0" | gains no privileges
            prod    | allowPrivilegeEscalation: false | allowPrivilegeEscalation: true | gains no privileges
            prod    | readOnlyRootFilesystem: true | readOnlyRootFilesystem: false | root file system
            prod    | "- ALL" | "- NET_RAW" | drops every capability
            prod    | "      containers:\\n" | "      initContainers:\\n      - image: busybox:1\\n        name: first\\n      containers:\\n" | has one container
            prod    | containerPort: 8080 | "containerPort: 8080\\n          hostPort: 8080" | shares nothing
            prod    | "- emptyDir:\\n          sizeLimit: \\S+" | "- hostPath:\\n          path: /tmp" | shares nothing
            prod    | mountPath: /tmp | mountPath: /var/tmp | can write /tmp
            prod    | sizeLimit: \\S+ | medium: Memory | sizeLimit
            prod    | readOnly: true | readOnly: false | nothing else
            prod    | "          limits:\\n            memory: \\S+" | "          limits:\\n            memory: 1Gi" | all the memory
            prod    | "image: (\\S+):\\S+" | "image: backend-core:latest" | release of its image
            prod    | "mountPath: /run/secrets/backend-core" | "mountPath: /run/secrets" | SECRETS_DIR
            prod    | secretName: \\S+ | secretName: backend-core-migrate | its own secrets, and no others
            prod    | "defaultMode: 288\\n          secretName" | "defaultMode: 256\\n          secretName" | its own secrets
            prod    | sslrootcert=/etc/backend-core/ | sslrootcert=/etc/ssl/ | the certificate that DB_URL names
            prod    | "name: SECRETS_DIR" | "name: SECRET_DIR" | SECRET_DIR, which is not a setting
            prod    | "        - configMapRef:\\n            name: backend-core" | "        - configMapRef:\\n            name: backend" | rendered with the ConfigMap
            prod    | "  DB_USER: app\\n" | "  DB_USER: app\\n  DB_PASSWORD: x\\n" | the secret DB_PASSWORD
            prod    | "  DB_USER: app\\n" | "  DB_USER: app\\n  DB_POOL_SIZE: '5'\\n" | DB_POOL_SIZE, which is not a setting
            prod    | "  DB_USER: app\\n" | "  DB_USER: app\\n  DB_MIGRATE_USER: app_owner\\n" | do not own the tables
            prod    | "  DB_USER: app\\n" | "  DB_USER: app\\n  HTTP_PORT: '8081'\\n" | on their port
            prod    | "  DB_USER: app\\n" | "  DB_USER: app\\n  HTTP_DRAIN: 30s\\n" | before SIGKILL
            prod    | "  DB_USER: app\\n" | "  DB_USER: app\\n  HTTP_DRAIN: 5s\\n" | drain for longer
            prod    | "  DB_USER: app\\n" | "  DB_USER: app\\n  DB_START_TIMEOUT: 120s\\n" | more time to start
            prod    | DB_POOL_MAX_SIZE: "5" | DB_POOL_MAX_SIZE: "50" | than PostgreSQL allows
            prod    | maxReplicas: \\d+ | maxReplicas: 1000 | than PostgreSQL allows
            prod    | terminationGracePeriodSeconds: 75 | terminationGracePeriodSeconds: 30 | before SIGKILL
            prod    | seconds: 5 | seconds: 0 | preStop
            prod    | path: /health/live | path: /health | at the paths of their probes
            prod    | path: /health/ready | path: /health/live | at the paths of their probes
            prod    | failureThreshold: 60 | failureThreshold: 30 | more time to start
            prod    | failureThreshold: 3 | failureThreshold: 1 | not after a brief pause
            prod    | containerPort: 8080 | containerPort: 80 | on their port
            prod    | maxUnavailable: 0 | maxUnavailable: 1 | the new one first
            prod    | "spec:\\n  selector:\\n    matchLabels:\\n      app.kubernetes.io/name: backend-core\\n  strategy" | "spec:\\n  replicas: 3\\n  selector:\\n    matchLabels:\\n      app.kubernetes.io/name: backend-core\\n  strategy" | scaled by one object
            prod    | "    kind: Deployment\\n    name: backend-core\\n" | "    kind: Deployment\\n    name: backend\\n" | scaled by one object
            prod    | minReplicas: \\d+ | minReplicas: 1 | scaled by one object
            prod    | type: Utilization | type: Utilisation | scaled by one object
            prod    | topologyKey: topology.kubernetes.io/zone | topologyKey: kubernetes.io/hostname | spread
            prod    | "    matchLabels:\\n      app.kubernetes.io/name: backend-core\\n  strategy" | "    matchLabels:\\n      app.kubernetes.io/name: backend\\n  strategy" | are those that it selects
            prod    | targetPort: http | targetPort: https | reached through the Service
            prod    | "    targetPort: http\\n" | "    targetPort: http\\n  type: LoadBalancer\\n" | inside the cluster
            prod    | maxUnavailable: 1 | minAvailable: 3 | evicted one by one
            prod    | "  - Egress\\n" | "" | can reach the database
            prod    | "  egress:\\n" | "  egress:\\n  - {}\\n" | can reach the database
            prod    | port: 53\\b | port: 54 | can reach the database
            prod    | "    to:\\n" | "    to:\\n    - ipBlock:\\n        cidr: 0.0.0.0/0\\n" | can reach the database
            prod    | "    to:\\n" | "    to:\\n    - podSelector: {}\\n" | can reach the database
            prod    | \\z | "---\\napiVersion: networking.k8s.io/v1\\nkind: NetworkPolicy\\nmetadata:\\n  name: more\\nspec:\\n  podSelector: {}\\n  egress:\\n  - {}\\n" | can reach the database
            prod    | \\z | "---\\napiVersion: v1\\nkind: Service\\nmetadata:\\n  name: more\\nspec:\\n  type: LoadBalancer\\n  ports:\\n  - port: 80\\n" | inside the cluster
            prod    | "  - from:\\n" | "  - from:\\n    - namespaceSelector: {}\\n" | only by the ingress
            prod    | "  ingress:\\n" | "  ingress:\\n  - {}\\n" | only by the ingress
            prod    | "  - from:\\n" | "  - from:\\n    - namespaceSelector:\\n        matchLabels: {}\\n" | only by the ingress
            prod    | port: 5432 | "port: 5432\\n      endPort: 65535" | can reach the database
            prod    | db.example.com/ | db.example.com:6432/ | can reach the database
            prod    | "    targetPort: http\\n" | "    targetPort: http\\n  externalIPs:\\n  - 192.0.2.1\\n" | inside the cluster
            prod    | backend-core-[a-z0-9]{10} | backend-core-settings | depends on its content
            prod    | "      enableServiceLinks: false\\n" | "      enableServiceLinks: false\\n      hostUsers: true\\n" | shares nothing
            migrate | "    - action: Ignore\\n +onPodConditions:\\n +- status: .True.\\n +type: DisruptionTarget\\n" | "" | podFailurePolicy
            migrate | restartPolicy: Never | restartPolicy: OnFailure | run once
            migrate | "- 78\\n" | "- 79\\n" | podFailurePolicy
            migrate | operator: In | operator: NotIn | podFailurePolicy
            migrate | operator: In | operator: Is | operator is 'Is'
            migrate | containerName: migrate | containerName: migrator | podFailurePolicy
            migrate | "name: DB_MIGRATE_USER" | "name: DB_MIGRATION_USER" | DB_MIGRATION_USER, which is not a setting
            migrate | enableServiceLinks: false | enableServiceLinks: true | enableServiceLinks
            migrate | "          - secret:\\n              name: backend-core-migrate\\n" | "" | its own secrets
            migrate | "          sources:\\n" | "          sources:\\n          - serviceAccountToken:\\n              path: token\\n" | its own secrets
            prod    | "mountPath: /run/secrets/backend-core\\n" | "mountPath: /run/secrets/backend-core\\n          subPath: db.password\\n" | its own secrets
            prod    | "        - name: SECRETS_DIR\\n" | "        - name: DB_USER\\n          valueFrom:\\n            secretKeyRef:\\n              key: x\\n              name: x\\n        - name: SECRETS_DIR\\n" | none from a secret
            migrate | "  podSelector:\\n    matchLabels:\\n      app.kubernetes.io/name: backend-core-migrate\\n" | "  podSelector:\\n    matchLabels:\\n      app.kubernetes.io/name: backend-core\\n" | can reach the database
            migrate | "  policyTypes:\\n" | "  ingress:\\n  - {}\\n  policyTypes:\\n" | from anywhere
            """)
    void refuseEachMistake(String overlay, String right, String wrong, String problem) throws Exception {
        String manifests =
                asDelivered(ManifestsIT.rendered(overlay.equals("prod") ? ManifestsIT.PROD : ManifestsIT.MIGRATE));
        String mistaken = manifests.replaceAll(right, Matcher.quoteReplacement(wrong.replace("\\n", "\n")));
        assertThat(mistaken).as("the text to replace").isNotEqualTo(manifests);
        assertThat(String.join("\n", problems(mistaken))).contains(problem);
    }

    /** Without the settings that a team has added. */
    private static String asDelivered(String manifests) {
        return manifests
                .replaceAll("- port: \\d{4,}\\n", "- port: 5432\n")
                .replaceFirst("(?m)^data:\\n(  .*\\n)+", DELIVERED);
    }

    private static List<String> problems(String manifests) {
        try {
            return ManifestsIT.problems(Manifests.of(manifests));
        } catch (RuntimeException unreadable) {
            return List.of(String.valueOf(unreadable.getMessage()));
        }
    }
}
