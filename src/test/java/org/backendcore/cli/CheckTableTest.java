package org.backendcore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backendcore.testkit.Canary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Environments passed to {@code check}: changes to a valid one, and the settings that the report then names.
 * {@code NAME=value} sets a variable, {@code !NAME} removes it, {@code -Dkey=value} sets a system property; {@code &&}
 * separates them; <code>{50}</code> is a random text of 50 characters, <code>{few}</code> one of four letters,
 * <code>{twice}</code> one that is repeated, and <code>{same}</code> the same text each time. So no file contains a
 * value that prod would accept.
 */
final class CheckTableTest {
    /** Makes a careless pattern run for minutes, or overflow the stack. */
    private static final String LONG =
            "APP_ALLOWED_HOSTS=%s && DB_URL=jdbc:postgresql://%s/app && HTTP_TRUSTED_PROXIES=%s"
                    .formatted("a.".repeat(2000) + "-", "h,".repeat(2000) + "-", ":".repeat(4000) + "x");

    private static final String SAME = Canary.password();
    private static final Pattern RANDOM = Pattern.compile("\\{(\\d+)}");

    @ParameterizedTest(name = "prod: {0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            emptyValue = "",
            ignoreLeadingAndTrailingWhitespace = true,
            textBlock = """
            !MP_CONFIG_PROFILE                                        | mp.config.profile
            MP_CONFIG_PROFILE=                                        | mp.config.profile
            MP_CONFIG_PROFILE=production                              | mp.config.profile
            MP_CONFIG_PROFILE=PROD                                    | mp.config.profile
            MP_CONFIG_PROFILE=staging                                 | mp.config.profile
            MP_CONFIG_PROFILE=prod,dev                                | mp.config.profile
            !MP_CONFIG_PROFILE && -Dmp.config.profile=prod            | none
            MP_CONFIG_PROFILE=nonsense && -Dmp.config.profile=prod    | none
            !APP_SECRET_KEY                                           | app.secret-key
            APP_SECRET_KEY=                                           | app.secret-key
            APP_SECRET_KEY={49} | app.secret-key
            APP_SECRET_KEY={50} | none
            APP_SECRET_KEY={few} | app.secret-key
            APP_SECRET_KEY={twice} | app.secret-key
            APP_SECRET_KEY={50}changeme{50} | app.secret-key
            APP_SECRET_KEY=django-insecure-{50} | app.secret-key
            APP_SECRET_KEY=0123456789{50} | app.secret-key
            -Dapp.secret-key={50} | app.secret-key
            APP_SECRET_KEY_FALLBACKS=                                 | none
            APP_SECRET_KEY_FALLBACKS=short                            | app.secret-key-fallbacks
            APP_SECRET_KEY_FALLBACKS={50} | none
            APP_SECRET_KEY_FALLBACKS={50},short | app.secret-key-fallbacks
            APP_SECRET_KEY_FALLBACKS={50}, | app.secret-key-fallbacks
            !APP_ALLOWED_HOSTS                                        | app.allowed-hosts
            APP_ALLOWED_HOSTS=                                        | app.allowed-hosts
            APP_ALLOWED_HOSTS=*                                       | app.allowed-hosts
            APP_ALLOWED_HOSTS=*.example.com                           | app.allowed-hosts
            APP_ALLOWED_HOSTS=app.example.com,*                       | app.allowed-hosts
            APP_ALLOWED_HOSTS=app.example.com,,b.example.com          | app.allowed-hosts
            APP_ALLOWED_HOSTS=https://app.example.com                 | app.allowed-hosts
            APP_ALLOWED_HOSTS=app.example.com:443                     | app.allowed-hosts
            APP_ALLOWED_HOSTS=app_1.example.com                       | app.allowed-hosts
            APP_ALLOWED_HOSTS=-app.example.com                        | app.allowed-hosts
            APP_ALLOWED_HOSTS=..example.com                           | app.allowed-hosts
            APP_ALLOWED_HOSTS=.example.com                            | none
            APP_ALLOWED_HOSTS=a.example.com , B.example.com           | none
            APP_ALLOWED_HOSTS=192.0.2.1,[2001:db8::1]                 | none
            APP_EXIT_ON_FAILURE=no                                    | app.exit-on-failure
            APP_EXIT_ON_FAILURE=True                                  | app.exit-on-failure
            APP_EXIT_ON_FAILURE=                                      | app.exit-on-failure
            APP_EXIT_ON_FAILURE=true                                  | none
            !DB_URL                                                   | db.url
            DB_URL=                                                   | db.url
            DB_URL=jdbc:h2:mem:app                                    | db.url
            DB_URL=jdbc:h2:file:./target/h2/dev                       | db.url
            DB_URL=jdbc:mysql://db.example.com/app                    | db.url
            DB_URL=postgresql://db.example.com/app                    | db.url
            DB_URL=postgres://app:word@db.example.com/app             | db.url
            DB_URL=jdbc:postgresql://db.example.com                   | db.url
            DB_URL=jdbc:postgresql://db.example.com:port/app          | db.url
            DB_URL=jdbc:postgresql://app:word@db.example.com/app      | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?user=app      | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?password=word | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?sslmode=require&PASSWORD=word | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?sslpassword=word | db.url
            DB_URL=jdbc:postgresql://db.example.com/${APP}            | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?options=${APP} | db.url
            DB_URL=jdbc:postgresql://db.example.com/a b               | db.url
            DB_URL="jdbc:postgresql://db.example.com/app"             | db.url
            DB_URL=jdbc:postgresql://db.example.com:5432/app          | none
            DB_URL=jdbc:postgresql://a.example.com,b.example.com:5433/app?targetServerType=primary | none
            DB_URL=jdbc:postgresql://[2001:db8::1]:5432/app?sslmode=verify-full | none
            DB_URL=jdbc:postgresql://db.example.com/app%20one         | none
            !DB_USER                                                  | db.user
            DB_USER=                                                  | db.user
            DB_USER=dev                                               | db.user
            DB_USER=sa                                                | db.user
            DB_USER=my app                                            | db.user
            DB_USER=${USER}                                           | db.user
            DB_USER=app-1                                             | none
            !DB_PASSWORD                                              | db.password
            DB_PASSWORD=                                              | db.password
            DB_PASSWORD=dev                                           | db.password
            DB_PASSWORD=Password                                      | db.password
            DB_PASSWORD=changeme                                      | db.password
            DB_PASSWORD=postgres                                      | db.password
            DB_USER={same} && DB_PASSWORD={same}                         | db.password
            -Ddb.password={20}                                     | db.password
            DB_PASSWORD={20}                                       | none
            DB_PASSWORD={20} w'$ {x} }:=;\\#%äß€ ${java.home}            | none
            DB_MIGRATE_USER=owner                                     | db.migrate-user
            DB_MIGRATE_PASSWORD={20}                               | db.migrate-password
            DB_MIGRATE_USER=owner && DB_MIGRATE_PASSWORD=             | db.migrate-user
            DB_MIGRATE_USER=owner && DB_MIGRATE_PASSWORD={20}      | none
            DB_MIGRATE_USER=dev && DB_MIGRATE_PASSWORD={20}        | db.migrate-user
            DB_MIGRATE_USER={same} && DB_MIGRATE_PASSWORD={same}       | db.migrate-password
            DB_MIGRATE_USER=owner && DB_MIGRATE_PASSWORD=secret       | db.migrate-password
            DB_MIGRATE_USER= && DB_MIGRATE_PASSWORD=                  | none
            DB_POOL_MAX_SIZE=0                                        | db.pool-max-size
            DB_POOL_MAX_SIZE=1001                                     | db.pool-max-size
            DB_POOL_MAX_SIZE=ten                                      | db.pool-max-size
            DB_POOL_MAX_SIZE=1                                        | none
            DB_POOL_MAX_SIZE=1000                                     | none
            DB_POOL_MAX_WAITING=-1                                    | db.pool-max-waiting
            DB_POOL_MAX_WAITING=10001                                 | db.pool-max-waiting
            DB_POOL_MAX_WAITING=0                                     | none
            DB_POOL_MAX_WAITING=10000                                 | none
            DB_START_TIMEOUT=30                                       | db.start-timeout
            DB_START_TIMEOUT=0s                                       | db.start-timeout
            DB_START_TIMEOUT=3601s                                    | db.start-timeout
            DB_START_TIMEOUT=1.5s                                     | db.start-timeout
            DB_START_TIMEOUT=s                                        | db.start-timeout
            DB_START_TIMEOUT=1 s                                      | none
            DB_START_TIMEOUT=3600s                                    | none
            DB_MIGRATE_ON_START=yes                                   | db.migrate-on-start
            DB_MIGRATE_ON_START=1                                     | db.migrate-on-start
            DB_MIGRATE_ON_START=true                                  | none
            HTTP_HOST=nowhere.invalid                                 | http.host
            HTTP_HOST=                                                | http.host
            HTTP_HOST=127.0.0.1                                       | none
            HTTP_HOST=127.0.1.3                                       | none
            -Dhttp.host=127.0.0.1                                     | http.host
            HTTP_PORT=0                                               | http.port
            HTTP_PORT=65536                                           | http.port
            HTTP_PORT=http                                            | http.port
            HTTP_PORT=080                                             | http.port
            HTTP_PORT=+80                                             | http.port
            HTTP_PORT=9999999999                                      | http.port
            HTTP_PORT=                                                | http.port
            HTTP_PORT=65535                                           | none
            HTTP_PORT=tcp://10.0.0.1:80                               | http.port
            -Dhttp.port=8081                                          | http.port
            HTTP_TRUSTED_PROXIES=proxy.example.com                    | http.trusted-proxies
            HTTP_TRUSTED_PROXIES=10.0.0.0/33                          | http.trusted-proxies
            HTTP_TRUSTED_PROXIES=10.0.0/8                             | http.trusted-proxies
            HTTP_TRUSTED_PROXIES=999.0.0.1                            | http.trusted-proxies
            HTTP_TRUSTED_PROXIES=10.0.0.0/8/9                         | http.trusted-proxies
            HTTP_TRUSTED_PROXIES=2001:db8::/129                       | http.trusted-proxies
            HTTP_TRUSTED_PROXIES=                                     | none
            HTTP_TRUSTED_PROXIES=10.0.0.0/8, 2001:db8::/32,192.0.2.1  | none
            HTTP_DRAIN=601s                                           | http.drain
            HTTP_DRAIN=-1s                                            | http.drain
            HTTP_DRAIN=                                               | http.drain
            HTTP_DRAIN=0s                                             | none
            LOG_LEVEL=info                                            | log.level
            LOG_LEVEL=FINE                                            | log.level
            LOG_LEVEL=DEBUG                                           | none
            LOG_FORMAT=JSON                                           | log.format
            LOG_FORMAT=ecs                                            | log.format
            LOG_FORMAT=text                                           | none
            SECRETS_DIR=secrets                                       | secrets.dir
            SECRETS_DIR=                                              | none
            -Dsecrets.dir=/run/secrets                                | secrets.dir
            HTTP_DRAIN=nonsense && -Dhttp.drain=5s                    | none
            HTTP_DRAIN=5s && -Dhttp.drain=                            | http.drain
            LOG_LEVEL=INFO && -Dlog.level=INFO                        | log.level
            APP_SECRET_KEY={50},{50}                                  | app.secret-key
            APP_SECRET_KEY={50} {50}                                  | app.secret-key
            APP_SECRET_KEY="{50}"                                     | app.secret-key
            APP_SECRET_KEY='{50}'                                     | app.secret-key
            APP_ALLOWED_HOSTS=999.1.1.1                               | app.allowed-hosts
            APP_ALLOWED_HOSTS=127.0.0                                 | app.allowed-hosts
            APP_ALLOWED_HOSTS=.com                                    | app.allowed-hosts
            APP_ALLOWED_HOSTS=2001:db8::1                             | app.allowed-hosts
            DB_URL=jdbc:postgresql://db.example.com:0/app             | db.url
            DB_URL=jdbc:postgresql://db.example.com:65536/app         | db.url
            DB_URL=jdbc:postgresql://db.example.com:65535/app         | none
            DB_URL=jdbc:postgresql://db.example.com/app%ZZ            | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?options=%     | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?us%65r=app    | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?PGHOST=other  | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?host=x | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?port=x | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?dbname=x | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?PGPORT=x | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?PGDBNAME=x | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?sslfactory=x | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?sslpasswordcallback=x | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?sslhostnameverifier=x | db.url
            -Ddb.pool-max-size=5                                     | none
            DB_URL=jdbc:postgresql://db.example.com/app?authenticationPluginClassName=x | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?service=x     | db.url
            DB_PASSWORD=changeme123                                   | db.password
            DB_PASSWORD=your-password                                 | db.password
            DB_PASSWORD=<put it here>                                 | db.password
            DB_PASSWORD=""                                          | db.password
            DB_USER={same} && DB_PASSWORD={SAME}                      | db.password
            HTTP_HOST=192.0.2.77                                      | http.host
            HTTP_TRUSTED_PROXIES=0.0.0.0/00                           | http.trusted-proxies
            SECRETS_DIR=/run\uFFFD                                    | secrets.dir
            APP_SECRET_KEY=aaaaaaaaaaaaaaaaaaaa{20}aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | app.secret-key
            APP_SECRET_KEY={counted} | app.secret-key
            APP_SECRET_KEY={50}password                               | app.secret-key
            APP_SECRET_KEY=${{50}}                                    | app.secret-key
            DB_URL=jdbc:postgresql://db.example.com/app%3Fpassword%3Dx | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?password%20=x | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?a;password=x  | db.url
            DB_URL=jdbc:postgresql://db.example.com/app?socketFactory=x.Y | db.url
            DB_USER=a{nl}b{nl}c                                         | db.user
            DB_USER=DEV                                               | db.user
            DB_PASSWORD="postgres"                                       | db.password
            HTTP_TRUSTED_PROXIES=01.02.03.04                          | http.trusted-proxies
            {long}                                                    | app.allowed-hosts db.url http.trusted-proxies
            DB_USER=app\uFFFD                                         | db.user
            """)
    void namesWhatIsWrongInProd(String changes, String keys) {
        assertKeys(Checked.prod(), changes, keys);
    }

    @ParameterizedTest(name = "dev: {0}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            LOG_LEVEL=INFO                                    | none
            APP_SECRET_KEY=                                   | none
            APP_SECRET_KEY=short                              | none
            APP_SECRET_KEY_FALLBACKS=a,b                      | none
            APP_SECRET_KEY_FALLBACKS=a,,b                     | app.secret-key-fallbacks
            APP_ALLOWED_HOSTS=*                               | none
            APP_ALLOWED_HOSTS=https://x                       | app.allowed-hosts
            DB_URL=jdbc:h2:mem:app                            | none
            DB_URL=jdbc:h2:file:./x;MODE=PostgreSQL           | none
            DB_URL=jdbc:h2:mem:app;USER=sa                    | db.url
            DB_URL=jdbc:h2:mem:app;IFEXISTS=TRUE;password=x   | db.url
            DB_URL=jdbc:derby:app                             | db.url
            DB_URL=jdbc:postgresql://127.0.0.1/app            | none
            DB_URL=                                           | db.url
            DB_USER=sa                                        | none
            DB_PASSWORD=dev                                   | none
            DB_PASSWORD=                                      | db.password
            -Ddb.password=dev                                 | none
            DB_MIGRATE_USER=dev                               | db.migrate-user
            HTTP_PORT=x                                       | http.port
            """)
    void namesWhatIsWrongInDev(String changes, String keys) {
        assertKeys(Checked.dev(), changes, keys);
    }

    /** One fault in each setting that can be invalid together with all the others. */
    private static final List<String> FAULTS = List.of(
            "app.secret-key|APP_SECRET_KEY=short",
            "app.secret-key-fallbacks|APP_SECRET_KEY_FALLBACKS=short",
            "app.allowed-hosts|APP_ALLOWED_HOSTS=*",
            "app.exit-on-failure|APP_EXIT_ON_FAILURE=no",
            "db.url|DB_URL=jdbc:h2:mem:app",
            "db.user|DB_USER=dev",
            "db.password|DB_PASSWORD=password",
            "db.pool-max-size|DB_POOL_MAX_SIZE=0",
            "db.pool-max-waiting|DB_POOL_MAX_WAITING=many",
            "db.start-timeout|DB_START_TIMEOUT=soon",
            "db.migrate-on-start|DB_MIGRATE_ON_START=yes",
            "http.host|HTTP_HOST=nowhere.invalid",
            "http.port|HTTP_PORT=0",
            "http.trusted-proxies|HTTP_TRUSTED_PROXIES=all",
            "http.drain|HTTP_DRAIN=never",
            "log.level|LOG_LEVEL=loud",
            "log.format|LOG_FORMAT=xml",
            "secrets.dir|SECRETS_DIR=secrets",
            // Invalid combinations follow.
            "db.migrate-user|DB_MIGRATE_USER=owner");

    static Stream<List<String>> pairs() {
        List<List<String>> pairs = new ArrayList<>();
        for (int first = 0; first < FAULTS.size(); first++) {
            for (int second = first + 1; second < FAULTS.size(); second++) {
                pairs.add(List.of(FAULTS.get(first), FAULTS.get(second)));
            }
        }
        pairs.add(FAULTS);
        return pairs.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void namesEveryFaultBesideOthers(List<String> faults) {
        String changes = String.join(
                " && ",
                faults.stream()
                        .map(fault -> fault.substring(fault.indexOf('|') + 1))
                        .toList());
        String keys = String.join(
                " ",
                faults.stream()
                        .map(fault -> fault.substring(0, fault.indexOf('|')))
                        .toList());
        assertKeys(Checked.prod(), changes, keys);
    }

    /**
     * A text in which every sequence of three characters occurs once (de Bruijn): its only fault is that four letters
     * are too few.
     */
    private static String ofFourLetters() {
        StringBuilder text = new StringBuilder("aa");
        for (boolean grown = true; grown; ) {
            grown = false;
            for (char letter : new char[] {'n', 'i', 'e', 'a'}) {
                String last = text.substring(text.length() - 2) + letter;
                if (text.indexOf(last) < 0) {
                    text.append(letter);
                    grown = true;
                    break;
                }
            }
        }
        return text.toString();
    }

    private static String countedBackwards() {
        StringBuilder text = new StringBuilder();
        for (char letter = 'z'; letter >= 'A'; letter--) {
            text.append(letter);
        }
        return text.toString();
    }

    private static String withRandomText(String change) {
        String half = Canary.key().substring(0, 30);
        return RANDOM.matcher(change.replace("{nl}", "\n")
                        .replace("{same}", SAME)
                        .replace("{SAME}", SAME.toUpperCase(Locale.ROOT))
                        .replace("{few}", ofFourLetters())
                        .replace("{counted}", countedBackwards())
                        .replace("{twice}", half + half))
                .replaceAll(found -> Canary.key().substring(0, Integer.parseInt(found.group(1))));
    }

    private static void assertKeys(Checked checked, String changes, @Nullable String keys) {
        String all = changes.replace("{long}", LONG);
        for (String written : all.split(" && ", -1)) {
            String change = withRandomText(written);
            String[] nameAndValue = change.split("=", 2);
            if (change.startsWith("-D")) {
                checked.withProperty(nameAndValue[0].substring(2), nameAndValue[1]);
            } else if (change.startsWith("!")) {
                checked.without(change.substring(1));
            } else {
                checked.with(nameAndValue[0], nameAndValue[1]);
            }
        }
        Checked.Result result = checked.check();
        assertThat(result.keys()).as(result.output()).isEqualTo(keys == null ? "" : keys);
        assertThat(result.exitCode()).isEqualTo(keys == null ? 0 : 78);
    }
}
