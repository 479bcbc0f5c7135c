#!/usr/bin/env python3
"""A server in front of another that says it is of PostgreSQL 19: newer_server.py SOCKET NEW_SOCKET

Whoever connects to NEW_SOCKET talks to SOCKET; nothing is changed but the major part of server_version, whose
digits are as many. Runs until it is killed.
"""
import re
import socket
import sys
import threading

VERSION = re.compile(rb"(server_version\0)\d\d")


def pass_on(source, sink, change):
    while data := source.recv(65536):
        sink.sendall(change(data))
    sink.shutdown(socket.SHUT_WR)


def connect(client, path):
    server = socket.socket(socket.AF_UNIX)
    server.connect(path)
    threading.Thread(target=pass_on, args=(client, server, bytes), daemon=True).start()
    pass_on(server, client, lambda data: VERSION.sub(rb"\g<1>19", data))


def main(path, new_path):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(new_path)
    listener.listen()
    while True:
        client, _ = listener.accept()
        threading.Thread(target=connect, args=(client, path), daemon=True).start()


main(*sys.argv[1:])
