package dev.nines.chaos.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.probe.Dialogue.Answer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpDialogueTest {
    private static final Question.Http ASKED = new Question.Http("web", "/", 200, "needle");

    /** What is made of an answer that comes in pieces of a size, and then the end of the connection. */
    private static Answer judged(String raw, int pieceBytes, boolean keepAlive) {
        HttpDialogue dialogue = new HttpDialogue(ASKED, keepAlive);
        dialogue.question(0);
        byte[] bytes = raw.replace("~", "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < bytes.length; at += pieceBytes) {
            ByteBuffer piece = ByteBuffer.wrap(bytes, at, Math.min(pieceBytes, bytes.length - at));
            Answer answer = dialogue.read(piece);
            if (answer.complete()) {
                return answer;
            }
        }
        return dialogue.closed();
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK~Content-Length: 8~~a needle', true, -",
        "'HTTP/1.1 200 OK~content-length:8~~a needle', true, -",
        "'HTTP/1.1 200 OK~Content-Length: 9~~a needle', false, ''",
        "'HTTP/1.1 200 OK~Content-Length: 5~~a nee', true, body",
        "'HTTP/1.1 200 OK~Content-Length: 0~~', true, body",
        "'HTTP/1.0 200 OK~~a needle', true, -",
        "'HTTP/1.1 200~~a needle', true, -",
        "'HTTP/1.1 503 Service Unavailable~Content-Length: 0~~', true, status-503",
        "'HTTP/1.1 204 No Content~~', true, status-204",
        "'HTTP/1.1 100 Continue~~HTTP/1.1 200 OK~Content-Length: 6~~needle', true, -",
        "'HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~nee~3;x=y~dle~0~~', true, -",
        "'HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~nee~3~dle~0~T: 1~~', true, -",
        "'HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~needle~', true, not-http",
        "'HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~', true, not-http",
        "'HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~nee', false, ''",
        "'HTTP/1.1 200 OK~Content-Length: -1~~', true, not-http",
        "'SSH-2.0-OpenSSH_9.2~', true, not-http",
        "'HTTP/1.1 200 OK~', false, ''",
        "'', false, ''"
    })
    void answersOfAllLengthsInPiecesOfAllSizes(String raw, boolean complete, String reason) {
        for (boolean keepAlive : new boolean[] {false, true}) {
            for (int piece = 1; piece <= Math.max(1, raw.length()); piece++) {
                Answer answer = judged(raw, piece, keepAlive);
                assertThat(answer.complete()).as("pieces of %d", piece).isEqualTo(complete);
                assertThat(answer.reason()).as("pieces of %d", piece).isEqualTo(reason);
                assertThat(answer.good()).isEqualTo("-".equals(reason));
            }
        }
    }

    @Test
    void answersThatComeTogetherAreAnswersToOneQuestionEach() {
        HttpDialogue dialogue = new HttpDialogue(ASKED, true);
        dialogue.question(0);
        dialogue.question(1);
        String good = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nneedle";
        String bad = "HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nno";
        ByteBuffer both = ByteBuffer.wrap((bad + good).getBytes(StandardCharsets.US_ASCII));
        assertThat(dialogue.read(both).reason()).isEqualTo("status-500");
        assertThat(both.remaining()).isEqualTo(good.length());
        assertThat(dialogue.read(both).good()).isTrue();
        assertThat(dialogue.mayGoOn()).isTrue();
    }

    @Test
    void anEndlessHeadIsCutOff() {
        assertThat(judged("HTTP/1.1 200 OK~" + "X: y~".repeat(10_000), 1000, false)
                        .reason())
                .isEqualTo("head-too-long");
    }
}
