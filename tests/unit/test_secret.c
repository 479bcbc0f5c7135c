/* Passwords in what --debug prints. */
#include "support.h"

#include "base/mem.h"
#include "base/secret.h"

static void is_hidden(const char *const cases[][2], size_t n)
{
    void *ctx = mem_root("test");
    for (size_t i = 0; i < n; i++) {
        char *shown = without_secrets(ctx, cases[i][0]);
        if (strcmp(shown, cases[i][1]) != 0)
            fail_msg("%s\nis shown as %s\nnot        %s", cases[i][0], shown, cases[i][1]);
    }
    mem_free(ctx);
}

static void constants_behind_the_word(void **state)
{
    static const char *const cases[][2] = {
        {"CREATE ROLE r LOGIN PASSWORD 'x''y\\z' VALID UNTIL 'z'",
         "CREATE ROLE r LOGIN PASSWORD '***' VALID UNTIL 'z'"},
        {"alter role r encrypted password\n E'it\\'s' ;", "alter role r encrypted password\n E'***' ;"},
        {"ALTER ROLE r PASSWORD $a$it's$a$ NOLOGIN", "ALTER ROLE r PASSWORD $a$***$a$ NOLOGIN"},
        {"ALTER ROLE r PASSWORD U&'d\\0061t' LOGIN", "ALTER ROLE r PASSWORD U&'***' LOGIN"},
        {"OPTIONS (user 'u', password 'p', dbname 'd')", "OPTIONS (user 'u', password '***', dbname 'd')"},
        {"UPDATE u SET sslpassword = 'p' WHERE id = 'q'", "UPDATE u SET sslpassword = '***' WHERE id = 'q'"},
        {"ALTER ROLE r PASSWORD 'not closed", "ALTER ROLE r PASSWORD '***"},
    };
    (void)state;
    is_hidden(cases, sizeof cases / sizeof *cases);
}

static void connection_strings(void **state)
{
    static const char *const cases[][2] = {
        {"CONNECTION 'host=h password=p user=u'", "CONNECTION 'host=h password=*** user=u'"},
        {"CONNECTION 'host=h password = p'", "CONNECTION 'host=h password = ***'"},
        {"CONNECTION 'host=h password=''p q'' user=u'", "CONNECTION 'host=h password=''***'' user=u'"},
        {"dblink('postgres://u:p:q@h:5432/d?x=1')", "dblink('postgres://u:***@h:5432/d?x=1')"},
        {"'postgres://u:p@q@h/d'", "'postgres://u:***@h/d'"},
        {"'postgres://h/d?password=p&user=u'", "'postgres://h/d?password=***&user=u'"},
    };
    (void)state;
    is_hidden(cases, sizeof cases / sizeof *cases);
}

static void what_is_no_secret_stays(void **state)
{
    static const char *const cases[][2] = {
        {"CREATE TABLE u (password text NOT NULL, passwords int)",
         "CREATE TABLE u (password text NOT NULL, passwords int)"},
        {"ALTER ROLE r PASSWORD NULL", "ALTER ROLE r PASSWORD NULL"},
        {"-- see https://example.org/a:b@c", "-- see https://example.org/a:b@c"},
        {"'postgres://u@h:5432/d'", "'postgres://u@h:5432/d'"},
        {"password", "password"},
        {"password =", "password ="},
        {"", ""},
    };
    (void)state;
    is_hidden(cases, sizeof cases / sizeof *cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constants_behind_the_word),
        cmocka_unit_test(connection_strings),
        cmocka_unit_test(what_is_no_secret_stays),
    };
    return RUN_TAP("secret", tests);
}
