// SPDX-License-Identifier: GPL-3.0-or-later
/* Load for one IRC server on loopback, from one process with one epoll loop. It is in C so that it is not the
 * bottleneck: it reads in bulk, counts line ends, and says what share of the time it was busy itself.
 *
 *   load PORT ROOMS MEMBERS SENDERS WINDOW SECONDS RATE LENGTH DIRECT AT_ONCE CAPS
 *
 * ROOMS rooms of MEMBERS connections that only receive and SENDERS that send. Closed loop (RATE 0): each sender keeps
 * WINDOW messages in flight; one comes home when the room's probe, the member in the middle, has received it: a server
 * may write to its members in any order. Open loop: RATE messages a second in all, each timed from the moment it was
 * due. Messages are LENGTH bytes of text. DIRECT 1: senders send to their room's probe instead of the room. AT_ONCE: so
 * many connections come at a time, before the first of them is ready. CAPS: what members request, "-" for nothing.
 *
 * Output: "begin" when what counts begins, half a second after the load; then one JSON object. Times in microseconds.
 * SECONDS 0: register, join, report, and wait for the standard input to end; in a room, ready means that everybody has
 * seen all the others come. ROOMS 0: MEMBERS connections that register and join nothing.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTING, REGISTERING, JOINING, SYNCING, READY };
enum { BUFFER = 1 << 18, SAMPLES = 1 << 22 };

struct conn {
    int fd, state, room, sender, inflight, held;
    char tail[2048]; /* an unfinished line; only where lines are read */
    int tail_length;
};

static int port, alone, rooms, members, senders, window, length, direct, at_once;
static double seconds, rate;
static const char *caps;
static struct conn *conns;
static int total, started, ready, poller, timer = -1;
static char buffer[BUFFER], filler[1024];
static uint32_t *samples;
static long sample_count, delivered, sent;
static int measuring;

static int64_t now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void die(const char *what) {
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int is_probe(const struct conn *c) {
    return (c - conns) % (members + senders) == members / 2;
}

static int probe_of(int room) {
    return room * (members + senders) + members / 2;
}

static void say(struct conn *c, const char *text, int size) {
    while (size > 0) {
        ssize_t n = write(c->fd, text, size);
        if (n < 0 && errno == EAGAIN) continue; /* what we send is small: the server is only a moment behind */
        if (n < 0) die("write");
        text += n;
        size -= n;
    }
}

static void sayf(struct conn *c, const char *format, int a, int b) {
    char line[600];
    say(c, line, snprintf(line, sizeof line, format, a, b));
}

static void start_one(void) {
    struct conn *c = &conns[started];
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (c->fd < 0) die("socket");
    int one = 1;
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    /* one source address for each 4,000 connections, as servers count them by address */
    struct sockaddr_in source = {.sin_family = AF_INET};
    source.sin_addr.s_addr = htonl(INADDR_LOOPBACK + started / 4000);
    if (bind(c->fd, (struct sockaddr *)&source, sizeof source)) die("bind");
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(c->fd, (struct sockaddr *)&address, sizeof address) && errno != EINPROGRESS) die("connect");
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT, .data.ptr = c};
    epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &event);
    started++;
}

static void greet(struct conn *c) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(poller, EPOLL_CTL_MOD, c->fd, &event);
    int id = (int)(c - conns);
    char line[600];
    int asks = strcmp(caps, "-") && !c->sender;
    say(c, line, snprintf(line, sizeof line, "%s%s%sNICK n%d\r\nUSER n%d 0 * :load\r\n%s", asks ? "CAP REQ :" : "",
                          asks ? caps : "", asks ? "\r\n" : "", id, id, asks ? "CAP END\r\n" : ""));
    c->state = REGISTERING;
}

static void shout(struct conn *c, int64_t when) {
    char line[1400];
    int id = (int)(c - conns);
    int size = direct ? snprintf(line, sizeof line, "PRIVMSG n%d :%d %lld ", probe_of(c->room), id, (long long)when)
                      : snprintf(line, sizeof line, "PRIVMSG #r%d :%d %lld ", c->room, id, (long long)when);
    memcpy(line + size, filler, length);
    memcpy(line + size + length, "\r\n", 2);
    say(c, line, size + length + 2);
    c->inflight++;
    sent++;
}

/* A message that came home: who sent it and when stand behind " :". */
static void came_home(const char *line, int64_t now) {
    const char *text = strstr(line, " PRIVMSG ");
    text = text ? strstr(text, " :") : NULL;
    if (!text) return;
    char *end;
    long id = strtol(text + 2, &end, 10);
    int64_t when = strtoll(end, NULL, 10);
    if (measuring && sample_count < SAMPLES) samples[sample_count++] = (uint32_t)(now - when);
    conns[id].inflight--;
    if (rate == 0) shout(&conns[id], now);
}

static void setup_line(struct conn *c, const char *line) {
    if (!strncmp(line, "PING ", 5)) {
        char answer[600];
        say(c, answer, snprintf(answer, sizeof answer, "PONG %s\r\n", line + 5));
    } else if (c->state == REGISTERING && (strstr(line, " 376 ") || strstr(line, " 422 "))) {
        if (alone)
            sayf(c, "PING done\r\n", 0, 0);
        else
            sayf(c, "JOIN #r%d\r\n", c->room, 0);
        c->state = alone ? SYNCING : JOINING;
    } else if (c->state == JOINING && strstr(line, " 366 ") && strstr(line, " #r")) {
        sayf(c, "PING done\r\n", 0, 0);
        c->state = SYNCING;
    } else if (c->state == SYNCING && strstr(line, " PONG ")) {
        c->state = READY;
        ready++;
    } else if (!strncmp(line, "ERROR ", 6)) {
        fprintf(stderr, "load: the server said %s\n", line);
        exit(1);
    }
}

static void each_line(struct conn *c, char *data, int size, int running) {
    int64_t now = now_us();
    char joined[4096 + 2048] = {0};
    while (size > 0) {
        char *end = memchr(data, '\n', size);
        if (!end) {
            if (size > 2047) size = 2047;
            memcpy(c->tail, data, size);
            c->tail_length = size;
            return;
        }
        *end = 0;
        const char *line = data;
        if (c->tail_length) {
            memcpy(joined, c->tail, c->tail_length);
            memcpy(joined + c->tail_length, data, end + 1 - data < 4095 ? end + 1 - data : 4095);
            c->tail_length = 0;
            line = joined;
        }
        if (running && strstr(line, " PRIVMSG "))
            came_home(line, now);
        else
            setup_line(c, line);
        size -= (int)(end + 1 - data);
        data = end + 1;
    }
}

static long count_lines(const char *data, size_t size) {
    long lines = 0;
    for (size_t i = 0; i < size; i++) lines += data[i] == '\n'; /* the compiler makes it wide */
    return lines;
}

static void readable(struct conn *c, int running) {
    ssize_t n = read(c->fd, buffer, sizeof buffer - 1);
    if (n == 0 || (n < 0 && errno != EAGAIN)) {
        fprintf(stderr, "load: connection %d was closed by the server\n", (int)(c - conns));
        exit(1);
    }
    if (n < 0) return;
    buffer[n] = 0;
    if (running && measuring) delivered += count_lines(buffer, n);
    if (c->state != READY || is_probe(c)) each_line(c, buffer, (int)n, running);
}

static void turn(int running, int timeout) {
    struct epoll_event events[512];
    int n = epoll_wait(poller, events, 512, timeout);
    for (int i = 0; i < n; i++) {
        struct conn *c = events[i].data.ptr;
        uint64_t ticks;
        if (!c) {
            if (read(timer, &ticks, sizeof ticks) < 0 && errno != EAGAIN) die("timer");
            continue;
        }
        if (c->state == CONNECTING && (events[i].events & EPOLLOUT)) greet(c);
        if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) readable(c, running);
    }
}

static int compare(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static double cpu(void) {
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return use.ru_utime.tv_sec + use.ru_stime.tv_sec + (use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

static void run_until(int64_t end, int64_t *due, int *next) {
    int all = rooms * senders;
    while (now_us() < end) {
        if (rate > 0) {
            for (int64_t now = now_us(); *due <= now; *due += (int64_t)(1e6 / rate)) {
                int k = (*next)++ % all;
                shout(&conns[(k / senders) * (members + senders) + members + k % senders], *due);
            }
        }
        turn(1, 1);
    }
}

/* In open loop: wakes up when the next message is due. */
static void start_timer(void) {
    long period = 1e9 / rate;
    struct itimerspec when = {{period / 1000000000, period % 1000000000}, {0, 1}};
    timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    if (timer < 0 || timerfd_settime(timer, 0, &when, NULL) || epoll_ctl(poller, EPOLL_CTL_ADD, timer, &event)) die("timer");
}

static void run(double setup) {
    for (int i = 0; rate == 0 && i < total; i++)
        for (int k = 0; conns[i].sender && k < window; k++) shout(&conns[i], now_us());
    if (rate > 0) start_timer();
    int64_t due = now_us();
    int next = 0;
    run_until(now_us() + 500000, &due, &next);
    measuring = 1;
    sent = 0;
    puts("begin"); /* whoever started us looks at the server's processor time */
    fflush(stdout);
    double cpu_start = cpu();
    int64_t start = now_us();
    run_until(start + (int64_t)(seconds * 1e6), &due, &next);
    double took = (now_us() - start) / 1e6, busy = (cpu() - cpu_start) / took;
    qsort(samples, sample_count, sizeof *samples, compare);
    long n = sample_count;
    printf("{\"setup\": %.3f, \"seconds\": %.3f, \"sent\": %ld, \"delivered\": %ld, \"busy\": %.3f, \"p50\": %u, "
           "\"p99\": %u, \"p999\": %u}\n", setup, took, sent, delivered, busy, n ? samples[n / 2] : 0,
           n ? samples[n * 99 / 100] : 0, n ? samples[n * 999 / 1000] : 0);
}

static void set_up(int64_t begin) {
    while (ready < total) {
        while (started < total && started - ready < at_once) start_one();
        turn(0, 1000);
        if (now_us() - begin > 300000000) {
            fprintf(stderr, "load: only %d of %d connections were ready after 300 s\n", ready, total);
            exit(1);
        }
    }
}

int main(int count, char **argument) {
    if (count != 12) {
        fprintf(stderr, "usage: load PORT ROOMS MEMBERS SENDERS WINDOW SECONDS RATE LENGTH DIRECT AT_ONCE CAPS\n");
        return 2;
    }
    port = atoi(argument[1]), rooms = atoi(argument[2]), members = atoi(argument[3]), senders = atoi(argument[4]);
    window = atoi(argument[5]), seconds = atof(argument[6]), rate = atof(argument[7]), length = atoi(argument[8]);
    direct = atoi(argument[9]), at_once = atoi(argument[10]), caps = argument[11];
    alone = rooms == 0;
    if (alone) rooms = 1;
    struct rlimit files = {65536, 65536};
    setrlimit(RLIMIT_NOFILE, &files);
    total = rooms * (members + senders);
    conns = calloc(total, sizeof *conns);
    samples = malloc(SAMPLES * sizeof *samples);
    memset(filler, 'x', sizeof filler);
    poller = epoll_create1(0);
    for (int i = 0; i < total; i++) {
        conns[i].room = i / (members + senders);
        conns[i].sender = i % (members + senders) >= members;
    }
    int64_t begin = now_us();
    set_up(begin);
    if (seconds == 0 && !alone) { /* once more round: behind this PONG is everybody's coming */
        ready = 0;
        for (int i = 0; i < total; i++) conns[i].state = SYNCING, sayf(&conns[i], "PING done\r\n", 0, 0);
        set_up(begin);
    }
    double setup = (now_us() - begin) / 1e6;
    if (seconds > 0) {
        run(setup);
        return 0;
    }
    printf("{\"setup\": %.3f, \"connections\": %d}\n", setup, total);
    fflush(stdout);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(poller, EPOLL_CTL_ADD, 0, &event);
    for (;;) {
        struct epoll_event got;
        if (epoll_wait(poller, &got, 1, -1) == 1) {
            if (!got.data.ptr) return 0;
            readable(got.data.ptr, 0);
        }
    }
}
