import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Steers the mock from Java, with the JDK alone.
 *
 * <p>Run it under the mock: case-comments-mock --control 127.0.0.1:0 -- java MockControlTest.java
 */
public final class MockControlTest {
  private static final String API = System.getenv("CASE_COMMENTS_BASE_URL");
  private static final String CONTROL = System.getenv("CASE_COMMENTS_MOCK_CONTROL");
  private static final String TOKEN = System.getenv("CASE_COMMENTS_MOCK_CONTROL_TOKEN");
  private static final String CASE = "/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** A key of its own, so that tests that run at the same time never meet. */
  private final String key = "java-" + UUID.randomUUID();

  public static void main(String[] args) throws Exception {
    new MockControlTest().answersComeInOrder();
    new MockControlTest().answersGoToTheCallsThatAreMeant();
    new MockControlTest().theJournalHasWhatCame();
    new MockControlTest().requestsAreWaitedFor();
    new MockControlTest().aResetGivesWhatWasNeverUsed();
    new MockControlTest().aSuccessIsNeverForced();
    new MockControlTest().everySuccessHasItsOwnId();
    new MockControlTest().nothingIsAnsweredWithoutTheToken();
    System.out.println("8 passed");
  }

  private void answersComeInOrder() throws Exception {
    order("{\"fault\":\"503\"},{\"response\":\"caseNotFound\"},{\"response\":\"commentCreated\"}");
    List<Integer> statuses = new ArrayList<>();
    for (int call = 0; call < 4; call++) statuses.add(addComment("Seen today.", false).statusCode());
    equal(List.of(503, 404, 200, 200), statuses);
    equal("{\"answers\":[]}", control("GET", "/answers", null));
  }

  private void answersGoToTheCallsThatAreMeant() throws Exception {
    String note = "{\"in\":\"body\",\"pointer\":\"/communication/isRestricted\",\"value\":true}";
    order("{\"response\":\"permissionDenied\",\"match\":[" + note + "]}");
    equal(200, addComment("Seen today.", false).statusCode());
    equal(403, addComment("Seen today.", true).statusCode());
  }

  private void theJournalHasWhatCame() throws Exception {
    addComment("first", false);
    addComment("second", false);
    String journal = control("GET", "/requests", null);
    equal(true, journal.startsWith("{\"count\":2,"));
    equal(List.of("first", "second"), all("\"text\":\"(.*?)\"", journal));
    equal(List.of("commentCreated", "commentCreated"), all("\"response\":\"(.*?)\"", journal));
  }

  private void requestsAreWaitedFor() throws Exception {
    CompletableFuture<Void> calls =
        CompletableFuture.runAsync(
            () -> {
              try {
                addComment("first", false);
                addComment("second", false);
              } catch (IOException | InterruptedException error) {
                throw new IllegalStateException(error);
              }
            });
    String journal = control("GET", "/requests?count=2&timeout=60000", null);
    calls.get();
    equal(true, journal.startsWith("{\"count\":2,"));
    equal(true, control("GET", "/requests?count=3&timeout=10", null).startsWith("{\"count\":2,"));
  }

  private void aResetGivesWhatWasNeverUsed() throws Exception {
    addComment("Seen today.", false);
    order("{\"fault\":\"stall\"}");
    equal("{\"answers\":[{\"fault\":\"stall\"}]}", control("POST", "/reset", ""));
    equal(true, control("GET", "/requests", null).startsWith("{\"count\":0,"));
    equal(200, addComment("Seen today.", false).statusCode());
  }

  private void aSuccessIsNeverForced() throws Exception {
    order("{\"response\":\"commentCreated\"}");
    equal(400, send("POST", API + CASE, "{}").statusCode());
    equal("{\"answers\":[{\"response\":\"commentCreated\"}]}", control("GET", "/answers", null));
    equal(200, addComment("Seen today.", false).statusCode());
  }

  private void everySuccessHasItsOwnId() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int call = 0; call < 5; call++)
      ids.addAll(all("\"commentId\":\"(.*?)\"", addComment("Seen today.", false).body()));
    equal(5, new HashSet<>(ids).size());
  }

  private void nothingIsAnsweredWithoutTheToken() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(CONTROL + "/requests")).build();
    equal(401, CLIENT.send(request, BodyHandlers.ofString()).statusCode());
  }

  private void order(String answers) throws Exception {
    control("POST", "/answers", "{\"answers\":[" + answers + "]}");
  }

  private String control(String method, String path, String body) throws Exception {
    HttpResponse<String> response = send(method, CONTROL + path, body);
    equal(200, response.statusCode());
    return response.body();
  }

  private HttpResponse<String> addComment(String text, boolean isRestricted)
      throws IOException, InterruptedException {
    String communication =
        "{\"text\":\"" + text + "\",\"isRestricted\":" + isRestricted + ",\"author\":{\"email\":\"rosa@clinic.example\"}}";
    return send("POST", API + CASE, "{\"action\":\"ADD_COMMUNICATION\",\"communication\":" + communication + "}");
  }

  private HttpResponse<String> send(String method, String url, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("content-type", "application/json")
            .header("cv-api-key", key)
            .header("case-comments-mock-token", TOKEN)
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  private static List<String> all(String pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) found.add(matcher.group(1));
    return found;
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) throw new AssertionError("expected " + expected + ", but got " + actual);
  }
}
