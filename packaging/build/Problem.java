/** Something is missing that the person who builds can bring; the message says what, in one sentence. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Problem(String message) {
        super(message);
    }
}
