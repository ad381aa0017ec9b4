// SPDX-License-Identifier: GPL-3.0-or-later
/* The floor: a server that does nothing but write, to show what this machine could do at most. It speaks just enough
 * IRC for load.c: no checks, no tags, no state but who is in which room. All that one turn of its loop reads is a batch;
 * of a batch each receiver gets one write, without the lines it sent itself.
 *
 *   floor PORT
 */
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FILES = 65536, TAIL = 1024, BATCH = 1 << 22, READ = 1 << 16 };

struct line { int from, start, size; };
struct room { /* or the inbox of one client, with one member */
    int *members, count, dirty, line_count;
    struct line *lines;
    char *text;
    int size;
};
static struct client { int fd, nick, tail_size, spoke; char *tail; } clients[FILES];
static struct room rooms[FILES], inboxes[FILES];
static struct room *dirty[2 * FILES];
static int dirty_count, by_nick[FILES];
static char own[BATCH];

static void put(int fd, const char *text, int size) {
    while (size > 0) {
        ssize_t n = write(fd, text, size);
        if (n < 0 && errno == EAGAIN) {
            struct pollfd wait = {.fd = fd, .events = POLLOUT};
            poll(&wait, 1, 1000);
            continue;
        }
        if (n < 0) return;
        text += n;
        size -= n;
    }
}

static void flush_room(struct room *r) {
    for (int k = 0; k < r->line_count; k++) clients[r->lines[k].from].spoke = 1;
    for (int i = 0; i < r->count; i++) {
        struct client *c = &clients[r->members[i]];
        if (!c->spoke) {
            put(c->fd, r->text, r->size);
            continue;
        }
        int size = 0;
        for (int k = 0; k < r->line_count; k++) {
            if (r->lines[k].from == r->members[i]) continue;
            memcpy(own + size, r->text + r->lines[k].start, r->lines[k].size);
            size += r->lines[k].size;
        }
        put(c->fd, own, size);
    }
    for (int k = 0; k < r->line_count; k++) clients[r->lines[k].from].spoke = 0;
    r->dirty = r->size = r->line_count = 0;
}

static void flush_all(void) {
    for (int i = 0; i < dirty_count; i++) flush_room(dirty[i]);
    dirty_count = 0;
}

static void post(struct room *r, int from, const char *line, int size) {
    if (!r->text) r->text = malloc(BATCH), r->lines = malloc(sizeof(struct line) * BATCH / 64);
    if (r->size + size + 64 > BATCH) flush_room(r), r->dirty = 1;
    if (!r->dirty) r->dirty = 1, dirty[dirty_count++] = r;
    int all = sprintf(r->text + r->size, ":n%d!~n@127.0.0.1 ", clients[from].nick);
    memcpy(r->text + r->size + all, line, size);
    all += size;
    memcpy(r->text + r->size + all, "\r\n", 2);
    r->lines[r->line_count++] = (struct line){from, r->size, all + 2};
    r->size += all + 2;
}

static void handle(int id, char *line, int size) {
    struct client *c = &clients[id];
    char answer[128];
    if (!strncmp(line, "PRIVMSG #r", 10)) {
        post(&rooms[atoi(line + 10)], id, line, size);
    } else if (!strncmp(line, "PRIVMSG n", 9)) {
        int to = by_nick[atoi(line + 9)];
        if (!inboxes[to].members) inboxes[to].members = malloc(sizeof(int)), *inboxes[to].members = to, inboxes[to].count = 1;
        post(&inboxes[to], id, line, size);
    } else if (!strncmp(line, "NICK n", 6)) {
        by_nick[c->nick = atoi(line + 6)] = id;
    } else if (!strncmp(line, "USER ", 5)) {
        put(c->fd, answer, sprintf(answer, ":floor 376 n%d :end\r\n", c->nick));
    } else if (!strncmp(line, "JOIN #r", 7)) {
        struct room *r = &rooms[atoi(line + 7)];
        r->members = realloc(r->members, sizeof(int) * (r->count + 1));
        r->members[r->count++] = id;
        put(c->fd, answer, sprintf(answer, ":floor 366 n%d #r :end\r\n", c->nick));
    } else if (!strncmp(line, "PING ", 5)) {
        put(c->fd, answer, sprintf(answer, ":floor PONG floor :%.64s\r\n", line + 5));
    }
}

static void leave_all(int id) {
    for (int k = 0; k < FILES; k++)
        for (int i = 0; i < rooms[k].count; i++)
            if (rooms[k].members[i] == id) rooms[k].members[i--] = rooms[k].members[--rooms[k].count];
}

static void readable(int id) {
    static char buffer[TAIL + READ];
    struct client *c = &clients[id];
    memcpy(buffer, c->tail, c->tail_size);
    ssize_t n = read(c->fd, buffer + c->tail_size, READ);
    if (n == 0 || (n < 0 && errno != EAGAIN)) {
        leave_all(id);
        close(id);
        return;
    }
    if (n < 0) return;
    char *at = buffer, *end = buffer + c->tail_size + n, *stop;
    for (; (stop = memchr(at, '\n', end - at)); at = stop + 1) {
        int size = (int)(stop - at) - (stop > at && stop[-1] == '\r');
        at[size] = 0;
        handle(id, at, size);
    }
    c->tail_size = end - at < TAIL ? (int)(end - at) : 0;
    memcpy(c->tail, at, c->tail_size);
}

static void welcome(int listener, int poller) {
    int fd;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        int one = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        if (!clients[fd].tail) clients[fd].tail = malloc(TAIL);
        clients[fd].fd = fd, clients[fd].tail_size = 0;
        struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
        epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
    }
}

int main(int count, char **argument) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(count > 1 ? atoi(argument[1]) : 0)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), poller = epoll_create1(0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096)) {
        perror("floor");
        return 1;
    }
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[512];
    epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int n = epoll_wait(poller, events, 512, -1);
        for (int i = 0; i < n; i++) {
            if (events[i].data.fd == listener)
                welcome(listener, poller);
            else
                readable(events[i].data.fd);
        }
        flush_all();
    }
}
